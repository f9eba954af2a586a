import { grown } from '../grow.js';

/**
 * A posting packs one (product, field) of a term into 32 bits: 20 of the product's slot, 5 of the field, 7 of the term's
 * frequency there (at most 127: far beyond where BM25 saturates). Postings of one product in a term's list are adjacent.
 */
export const maxSlots = 1 << 20;
export const maxFrequency = 127;

export function packPosting(slot: number, field: number, frequency: number): number {
  return ((slot << 12) | (field << 7) | Math.min(frequency, maxFrequency)) >>> 0;
}

/** Where a term's postings lie: `entries[from..to)`. */
export interface PostingList {
  readonly entries: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/** Immutable postings of a set of products, term by term. */
export interface Segment {
  /** Ordinals of its terms, ascending. */
  readonly terms: Uint32Array;
  /** Start of each term's entries, and the end of the last. */
  readonly offsets: Uint32Array;
  readonly entries: Uint32Array;
  /** Products that it holds postings of, dead ones included until a merge drops them. */
  readonly slots: Uint32Array;
}

/** Postings of the products written last, appended one by one. */
export class MutablePostings {
  private heads = new Uint32Array(1024);
  private next = new Uint32Array(4096);
  private values = new Uint32Array(4096);
  private readonly touched: number[] = [];
  private readonly slots: number[] = [];
  private count = 0;

  /** Entries so far. */
  get size(): number {
    return this.count;
  }

  get products(): number {
    return this.slots.length;
  }

  /** Begins the postings of one product. */
  begin(slot: number): void {
    this.slots.push(slot);
  }

  add(ordinal: number, posting: number): void {
    if (ordinal >= this.heads.length) this.heads = grown(this.heads, ordinal + 1);
    // Entry 0 is not used: 0 ends a chain.
    this.count += 1;
    if (this.count >= this.values.length) {
      this.values = grown(this.values, this.count + 1);
      this.next = grown(this.next, this.count + 1);
    }
    const head = this.heads[ordinal]!;
    if (head === 0) this.touched.push(ordinal);
    this.values[this.count] = posting;
    this.next[this.count] = head;
    this.heads[ordinal] = this.count;
  }

  /** The term's postings in the order of writing; undefined if it has none. */
  list(ordinal: number): PostingList | undefined {
    let at = this.heads[ordinal] ?? 0;
    if (at === 0) return undefined;
    const entries: number[] = [];
    for (; at !== 0; at = this.next[at]!) entries.push(this.values[at]!);
    return { entries: Uint32Array.from(entries.reverse()), from: 0, to: entries.length };
  }

  /** The same postings, packed. */
  seal(): Segment {
    const terms = Uint32Array.from(this.touched).sort();
    const offsets = new Uint32Array(terms.length + 1);
    const entries = new Uint32Array(this.count);
    let filled = 0;
    terms.forEach((ordinal, index) => {
      const start = filled;
      for (let at = this.heads[ordinal]!; at !== 0; at = this.next[at]!) entries[filled++] = this.values[at]!;
      entries.subarray(start, filled).reverse();
      offsets[index + 1] = filled;
    });
    return { terms, offsets, entries, slots: Uint32Array.from(this.slots) };
  }
}

/** The term's postings in a segment; undefined if it has none. */
export function segmentList({ terms, offsets, entries }: Segment, ordinal: number): PostingList | undefined {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (terms[middle]! < ordinal) low = middle + 1;
    else high = middle;
  }
  return terms[low] === ordinal ? { entries, from: offsets[low]!, to: offsets[low + 1]! } : undefined;
}
