import { type Pass, Refused } from '@weir/admission';
import type { Costs } from './costs.js';
import { CascadeError } from './error.js';
import type { CascadeParts } from './parts.js';
import type { PreparedSearch } from './prepare.js';

/** Leave to search, to be given back when the list is made. */
export interface Entry {
  /** The products are found and ranked. Shoppers leave now: the reranker sees by itself who waits for it. */
  readonly ranked: () => void;
  /** The list is made. May be called more than once. */
  readonly leave: () => void;
}

const nothing = (): void => undefined;
const open: Entry = { ranked: nothing, leave: nothing };
/** How fast the quickest retrieval is forgotten, a search: catalogues grow, and clusters are moved. */
const drift = 1.001;

/** Where searches that no cache answers wait for their turn, or are told to come back later. */
export class Entrance {
  /** The quickest retrieval of late, ms: what it takes where nothing stands before it. */
  private quickestMs = Infinity;

  constructor(
    private readonly parts: Pick<CascadeParts, 'admission'>,
    private readonly costs: Pick<Costs, 'find' | 'product'>,
  ) {}

  /** Throws `CascadeError` RESOURCE_EXHAUSTED where too much is under way, and notes what was not begun. */
  async enter({ context, run, pageSize }: PreparedSearch): Promise<Entry> {
    const { admission } = this.parts;
    if (admission === undefined) return open;
    const asking = {
      priority: context.priority ?? 'interactive',
      remainingMs: run.deadline.isFinite() ? run.deadline.remainingMs() : Infinity,
      neededMs: this.costs.find.predictMs(1) + this.costs.product.predictMs(pageSize),
      signal: run.signal,
    };
    try {
      const pass = await admission.admit(asking);
      let isInside = true;
      const leave = (): void => {
        if (isInside) this.leave(pass, run.timings);
        isInside = false;
      };
      return { ranked: asking.priority === 'batch' ? nothing : leave, leave };
    } catch (error) {
      if (!(error instanceof Refused)) throw new CascadeError('DEADLINE_EXCEEDED', 'The caller left.');
      run.degrade('retrieve', 'overloaded', 'not started: more is asked than can be done in time');
      const { message, retryAfterMs } = error;
      throw new CascadeError('RESOURCE_EXHAUSTED', message, [], { retryAfterMs });
    }
  }

  /** How much longer retrieval took than it has to is what it waited for, wherever that was. */
  private leave(pass: Pass, timings: PreparedSearch['run']['timings']): void {
    const tookMs = timings.find(({ stage }) => stage === 'retrieve')?.ms;
    if (tookMs === undefined) {
      pass.release();
      return;
    }
    this.quickestMs = Math.min(this.quickestMs * drift, tookMs);
    pass.release(tookMs - this.quickestMs);
  }
}
