import type { Client } from '@opensearch-project/opensearch';
import type { ProductState } from '@weir/catalogue';
import { asked } from '@weir/opensearch';
import { checkVector } from '../check-vector.js';
import type { IndexedProduct, PatchedProduct } from '../retriever.js';
import { bulkWrite, type Outcome, type Write } from './bulk.js';
import type { CountedProduct, Corpus } from './corpus.js';
import { type ProductDocument, toDocument, withVector } from './document.js';
import type { Indices } from './indices.js';
import type { KnownProducts } from './known-products.js';
import { patchedDocument } from './patch.js';
import { restored } from './restored.js';
import { readSources } from './sources.js';
import { stateFromText } from '../state-bytes.js';

export interface IndexWriterParts {
  readonly client: Client;
  readonly indices: Indices;
  /** Index or alias that is written to. */
  readonly target: () => string;
  readonly corpus: () => Corpus;
  readonly known: KnownProducts;
  /** Width of the index's vectors; 0 before the first. */
  dimensions: number;
}

/** Changes of several calls that have not had their turn. */
interface WaitingPatches {
  readonly changes: (PatchedProduct & { readonly id: string })[];
  /** Resolves with the ids that are to be written whole. */
  readonly behind: Promise<ReadonlySet<string>>;
}

/** Writes products, one call after the other, and keeps the mirrored counts equal to what is written. */
export class IndexWriter {
  private last: Promise<unknown> = Promise.resolve();
  private patching: WaitingPatches | undefined;

  constructor(private readonly parts: IndexWriterParts) {}

  upsert(products: readonly IndexedProduct[]): Promise<void> {
    return this.inTurn(async () => {
      for (const { vector } of products) if (vector !== undefined) await this.prepareVector(vector);
      const { schema } = this.parts.corpus();
      const writes = products.map((product) => ({
        id: product.product.id,
        version: product.version,
        document: toDocument(product, schema),
      }));
      await this.write(newestOf(writes));
    });
  }

  /** Gives products vectors, unless they are of another version by now. */
  setVectors(
    vectors: readonly { readonly id: string; readonly version: number; readonly vector: Float32Array }[],
  ): Promise<void> {
    const take = (): typeof vectors => vectors;
    return this.rewrite(take, async (document, { id, version, vector }) => {
      await this.prepareVector(vector);
      return document?.version === version ? withVector(document, id, vector) : undefined;
    });
  }

  /** See `Retriever.patch`. Calls that wait for their turn are written together: each by itself would wait for a refresh. */
  async patch(products: readonly PatchedProduct[]): Promise<readonly string[]> {
    this.patching ??= this.patchInTurn();
    const { changes, behind } = this.patching;
    changes.push(...products.map((patched) => ({ ...patched, id: patched.product.id })));
    const ids = await behind;
    return products.map(({ product }) => product.id).filter((id) => ids.has(id));
  }

  private patchInTurn(): WaitingPatches {
    const behind = new Set<string>();
    const changes: WaitingPatches['changes'] = [];
    const take = (): typeof changes => {
      // What comes from here on waits for the next turn.
      this.patching = undefined;
      return changes;
    };
    const written = this.rewrite(take, (document, { id, ...patched }) => {
      const known = document?.version ?? -1;
      if (document !== undefined && known === patched.before)
        return Promise.resolve(patchedDocument(document, patched));
      if (known < patched.version) behind.add(id);
      return Promise.resolve(undefined);
    });
    return { changes, behind: written.then(() => behind) };
  }

  remove(products: readonly { readonly id: string; readonly version: number }[]): Promise<void> {
    return this.inTurn(() => this.write(newestOf(products.map(({ id, version }) => ({ id, version })))));
  }

  /** Runs when no write is under way, and lets none begin before it has ended. */
  inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.last.then(run, run);
    this.last = next.catch(() => undefined);
    return next;
  }

  /**
   * Reads documents, changes them and writes them back under their own version: a newer one that comes between wins.
   * `take` is asked for the changes when their turn has come.
   */
  private rewrite<Change extends { readonly id: string }>(
    take: () => readonly Change[],
    change: (document: ProductDocument | undefined, change: Change) => Promise<ProductDocument | undefined>,
  ): Promise<void> {
    return this.inTurn(async () => {
      const changes = take();
      const { client, target } = this.parts;
      const ids = [...new Set(changes.map(({ id }) => id))];
      const sources = await readSources(client, target(), ids);
      const documents = new Map(ids.map((id, at) => [id, sources[at]]));
      const changed = new Map<string, Write>();
      for (const each of changes) {
        const before = changed.get(each.id)?.document ?? documents.get(each.id);
        const document = await change(before && restored(before), each);
        if (document !== undefined) changed.set(each.id, { id: each.id, version: document.version, document });
      }
      await this.write([...changed.values()]);
    });
  }

  private async write(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return;
    const { client, target, known } = this.parts;
    const ids = writes.map(({ id }) => id);
    const before = await readSources<CountedSource>(client, target(), ids, ['version', 'state', 'stamp']);
    let outcomes: readonly Outcome[];
    try {
      outcomes = await bulkWrite(client, target(), writes);
    } finally {
      known.forget(ids);
    }
    await asked('making writes visible', client.indices.refresh({ index: target() }));
    outcomes.forEach((outcome, at) => {
      if (outcome === 'applied') this.account(before[at], writes[at]!.document);
    });
  }

  private account(before: CountedSource | undefined, after: ProductDocument | undefined): void {
    const corpus = this.parts.corpus();
    if (before !== undefined) corpus.subtract(counted(before), before.version);
    if (after === undefined) return;
    corpus.learn(after);
    corpus.add(counted(after), after.version);
  }

  private async prepareVector(vector: Float32Array): Promise<void> {
    const { parts } = this;
    checkVector(vector, parts.dimensions);
    if (parts.dimensions !== 0) return;
    await parts.indices.addVectors(parts.target(), vector.length);
    parts.dimensions = vector.length;
  }
}

/** What has to be known of a document to count it. */
interface CountedSource {
  readonly version: number;
  readonly state: string;
  readonly stamp?: number;
}

function counted({ state, stamp }: CountedSource): CountedProduct & { readonly state: ProductState } {
  return { state: stateFromText(state), hasVector: stamp !== undefined };
}

/** One write a product: that of the highest version, of equals the last. */
function newestOf(writes: readonly Write[]): readonly Write[] {
  const newest = new Map<string, Write>();
  for (const write of writes) {
    const known = newest.get(write.id);
    if (known === undefined || write.version >= known.version) newest.set(write.id, write);
  }
  return [...newest.values()];
}
