import type { PairCheck, ShadowComparisons } from '@weir/cascade';
import { parseReference, type Registry } from '@weir/registry';

/** How often the states of the models that serve are looked at, ms. */
const lookMs = 5000;

export interface FollowedParts {
  readonly registry: Registry;
  readonly comparisons: ShadowComparisons;
  readonly checkPair: PairCheck;
  /** Of the live searches; 0 follows none. */
  readonly share: number;
  /** `name@version` of each model that answers searches. */
  readonly serving: () => readonly string[];
  readonly onFault: (error: unknown) => void;
}

/**
 * Compares the shadow of each model that serves with the version that does, from the moment that it is the shadow until
 * it is no more. One that a person ended stays ended.
 */
export class FollowedShadows {
  /** Ids of the comparisons that were begun here, by their pair; empty where the pair cannot be compared. */
  private readonly begun = new Map<string, string>();
  private readonly timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly parts: FollowedParts) {
    if (parts.share === 0) return;
    this.look();
    this.timer = setInterval(() => {
      this.look();
    }, lookMs).unref();
  }

  /** Resolves when a look under way is done. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private look(): void {
    this.looking = this.looking.then(() => this.follow()).catch(this.parts.onFault);
  }

  private async follow(): Promise<void> {
    const { comparisons, checkPair, share } = this.parts;
    const wanted = await this.wanted();
    for (const [pair, id] of this.begun) {
      if (wanted.has(pair)) continue;
      this.begun.delete(pair);
      comparisons.end(id);
    }
    for (const [pair, [champion, challenger]] of wanted) {
      if (this.begun.has(pair)) continue;
      const checked = await checkPair(champion, challenger);
      this.begun.set(pair, 'pair' in checked ? comparisons.begin(checked.pair, { share }).id : '');
    }
  }

  private async wanted(): Promise<ReadonlyMap<string, readonly [string, string]>> {
    const pairs = new Map<string, readonly [string, string]>();
    for (const serving of new Set(this.parts.serving())) {
      const { name, version } = parseReference(serving);
      const { shadow } = await this.parts.registry.states(name);
      if (shadow === undefined || shadow === version) continue;
      const challenger = await this.parts.registry.resolve(`${name}@shadow`);
      pairs.set(`${serving} ${challenger}`, [serving, challenger]);
    }
    return pairs;
  }
}
