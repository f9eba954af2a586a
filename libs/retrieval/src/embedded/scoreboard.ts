import type { FieldWeights } from '../bm25f.js';
import type { PostingList } from './postings.js';

/** A term's postings with what one product's full match would be worth. */
export interface WeightedTerm {
  readonly lists: readonly PostingList[];
  /** idf times the weight of the term for its word. */
  readonly weight: number;
}

/** What the scores of one query depend on beside its terms. */
export interface Scoring {
  readonly k1: number;
  readonly weights: FieldWeights;
  /** Field lengths in tokens, `stride` a slot. */
  readonly lengths: Uint16Array;
  readonly stride: number;
  readonly slots: number;
}

/**
 * Sums up scores by slot: BM25F (Robertson, Zaragoza and Taylor 2004) over fields, the best of a word's terms, the sum
 * over words. Reused from query to query.
 */
export class Scoreboard {
  /** By slot; 0 where nothing matched. */
  scores = new Float64Array(0);
  /** Slots with a score, in no order; `count` of them. */
  touched = new Uint32Array(0);
  count = 0;
  private scoring: Scoring | undefined;
  private best = new Float64Array(0);
  private bestTouched = new Uint32Array(0);
  /** Gains of the list that was read last. */
  private gainSlots = new Uint32Array(0);
  private gains = new Float64Array(0);

  /** Empties it for a query. */
  begin(scoring: Scoring): void {
    this.scoring = scoring;
    if (scoring.slots > this.scores.length) {
      const size = Math.ceil(scoring.slots * 1.25);
      this.scores = new Float64Array(size);
      this.best = new Float64Array(size);
      this.gains = new Float64Array(size);
      this.touched = new Uint32Array(size);
      this.bestTouched = new Uint32Array(size);
      this.gainSlots = new Uint32Array(size);
    } else {
      for (let at = 0; at < this.count; at += 1) this.scores[this.touched[at]!] = 0;
    }
    this.count = 0;
  }

  /** Adds one word of the query: every product gets the best of the word's terms. */
  add(terms: readonly WeightedTerm[]): void {
    if (terms.length === 1) {
      for (const list of terms[0]!.lists) {
        const read = this.read(list, terms[0]!.weight);
        for (let at = 0; at < read; at += 1) this.credit(this.gainSlots[at]!, this.gains[at]!);
      }
      return;
    }
    let touched = 0;
    for (const { lists, weight } of terms) {
      for (const list of lists) touched = this.raise(this.read(list, weight), touched);
    }
    for (let at = 0; at < touched; at += 1) {
      const slot = this.bestTouched[at]!;
      this.credit(slot, this.best[slot]!);
      this.best[slot] = 0;
    }
  }

  private credit(slot: number, gain: number): void {
    if (this.scores[slot] === 0) this.touched[this.count++] = slot;
    this.scores[slot]! += gain;
  }

  /** Keeps the best gain so far of each product; the result is how many products have one. */
  private raise(read: number, touched: number): number {
    for (let at = 0; at < read; at += 1) {
      const slot = this.gainSlots[at]!;
      if (this.best[slot] === 0) this.bestTouched[touched++] = slot;
      if (this.gains[at]! > this.best[slot]!) this.best[slot] = this.gains[at]!;
    }
    return touched;
  }

  /** Fills `gainSlots` and `gains` from a list; the result is how many. */
  private read({ entries, from, to }: PostingList, weight: number): number {
    const { k1, weights, lengths, stride } = this.scoring!;
    const { gainSlots, gains } = this;
    let filled = 0;
    let at = from;
    while (at < to) {
      let entry = entries[at]!;
      const slot = entry >>> 12;
      let frequency = 0;
      do {
        const field = (entry >>> 7) & 31;
        frequency += (entry & 127) * weights.at(field, lengths[slot * stride + field]!);
        at += 1;
        entry = entries[at]!;
      } while (at < to && entry >>> 12 === slot);
      gainSlots[filled] = slot;
      gains[filled] = (weight * frequency) / (k1 + frequency);
      filled += 1;
    }
    return filled;
  }
}
