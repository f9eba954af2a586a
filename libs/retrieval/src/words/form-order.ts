import type { Dictionary } from './dictionary.js';

/**
 * Surface forms in alphabetical order, for prefixes and typos. Forms that came after the last sorting are a short tail that is
 * scanned.
 */
export class FormOrder {
  private sorted: Uint32Array = new Uint32Array(0);
  /** Forms below this are in `sorted`. */
  private covered = 0;

  constructor(private readonly dictionary: Dictionary) {}

  /** Whether the tail is long enough to be worth sorting. */
  stale(): boolean {
    return this.dictionary.forms.length - this.covered > Math.max(1024, this.covered / 64);
  }

  /** Indexes of all forms that start with `prefix`, in no order. */
  startingWith(prefix: string): Uint32Array {
    const { forms } = this.dictionary;
    const within = this.sorted.subarray(this.lowerBound(prefix), this.lowerBound(`${prefix}\uffff`));
    const tail: number[] = [];
    for (let form = this.covered; form < forms.length; form += 1) if (forms[form]!.startsWith(prefix)) tail.push(form);
    if (tail.length === 0) return within;
    const all = new Uint32Array(within.length + tail.length);
    all.set(within);
    all.set(tail, within.length);
    return all;
  }

  /** Sorts the tail in; yields now and then so that the caller can do it a slice at a time. */
  *sort(): Generator<undefined, void> {
    const { forms } = this.dictionary;
    const size = forms.length;
    const before = (left: number, right: number): number => (forms[left]! < forms[right]! ? -1 : 1);
    let runs: Uint32Array[] = [];
    for (let from = this.covered; from < size; from += runLength) {
      const run = Array.from({ length: Math.min(runLength, size - from) }, (_, index) => from + index);
      runs.push(Uint32Array.from(run.sort(before)));
      yield;
    }
    while (runs.length > 1) {
      const merged: Uint32Array[] = [];
      for (let index = 0; index < runs.length; index += 2) {
        const right = runs[index + 1];
        merged.push(right === undefined ? runs[index]! : yield* mergeRuns(runs[index]!, right, forms));
      }
      runs = merged;
    }
    this.sorted = runs[0] === undefined ? this.sorted : yield* mergeRuns(this.sorted, runs[0], forms);
    this.covered = size;
  }

  private lowerBound(prefix: string): number {
    const { forms } = this.dictionary;
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (forms[this.sorted[middle]!]! < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const runLength = 512;

function* mergeRuns(
  left: Uint32Array,
  right: Uint32Array,
  forms: readonly string[],
): Generator<undefined, Uint32Array> {
  const merged = new Uint32Array(left.length + right.length);
  let a = 0;
  let b = 0;
  for (let at = 0; at < merged.length; at += 1) {
    const fromLeft = b >= right.length || (a < left.length && forms[left[a]!]! < forms[right[b]!]!);
    merged[at] = fromLeft ? left[a++]! : right[b++]!;
    if (at % 4096 === 4095) yield;
  }
  return merged;
}
