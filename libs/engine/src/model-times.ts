import type { ModelSetting } from '@weir/cascade';
import type { CallTimes } from '@weir/registry';

/** Calls whose times are kept a model. */
const kept = 1000;

/** What one call of a model is; a blend is arithmetic of microseconds. */
const calls: Readonly<Partial<Record<ModelSetting, string>>> = {
  'retrieval.encoder': 'query',
  'ranker.model': 'search',
  'reranker.model': 'window',
};

/** How long the last calls of each model of this process took. */
export class ModelTimes {
  private readonly byModel = new Map<string, { readonly per: string; readonly ms: number[]; next: number }>();

  /** Runs a call and notes what it took, if it did not fail. `beforeMs` was spent on it already. */
  async timed<T>(setting: ModelSetting, reference: string, call: () => Promise<T>, beforeMs = 0): Promise<T> {
    const start = performance.now();
    const result = await call();
    this.note(setting, reference, beforeMs + performance.now() - start);
    return result;
  }

  of(reference: string): CallTimes | undefined {
    const times = this.byModel.get(reference);
    if (times === undefined) return undefined;
    const sorted = times.ms.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
    return { per: times.per, calls: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95) };
  }

  private note(setting: ModelSetting, reference: string, ms: number): void {
    const times = this.byModel.get(reference) ?? { per: calls[setting] ?? 'call', ms: [], next: 0 };
    this.byModel.set(reference, times);
    times.ms[times.next] = ms;
    times.next = (times.next + 1) % kept;
  }
}
