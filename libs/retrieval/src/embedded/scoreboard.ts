import type { FieldWeights } from '../bm25f.js';
import type { PostingList } from './postings.js';

/** A term's postings with what one product's full match would be worth. */
export interface WeightedTerm {
  readonly lists: readonly PostingList[];
  /** idf times the weight of the term for its word. */
  readonly weight: number;
  /** Postings of terms that a product must have as well. @defaultValue none */
  readonly companions?: readonly (readonly PostingList[])[];
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
  /** By slot, while a term is read that has companions. */
  private present = new Uint8Array(0);
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
    if (terms.length === 1 && terms[0]!.companions === undefined) {
      for (const list of terms[0]!.lists) {
        const read = this.read(list, terms[0]!.weight);
        for (let at = 0; at < read; at += 1) this.credit(this.gainSlots[at]!, this.gains[at]!);
      }
      return;
    }
    let touched = 0;
    for (const { lists, weight, companions = [] } of terms) {
      this.beside(companions, (count) => {
        for (const list of lists) touched = this.raise(this.keep(this.read(list, weight), count), touched);
      });
    }
    for (let at = 0; at < touched; at += 1) {
      const slot = this.bestTouched[at]!;
      this.credit(slot, this.best[slot]!);
      this.best[slot] = 0;
    }
  }

  /** Runs with `present` saying of each product how many of the terms it has, the first ones first. */
  private beside(terms: readonly (readonly PostingList[])[], run: (count: number) => void): void {
    if (terms.length > 0 && this.present.length < this.scores.length) this.present = new Uint8Array(this.scores.length);
    const { present } = this;
    terms.forEach((lists, count) => {
      for (const slot of slotsOf(lists)) if (present[slot] === count) present[slot] = count + 1;
    });
    run(terms.length);
    for (const slot of slotsOf(terms[0] ?? [])) present[slot] = 0;
  }

  /** Drops the gains of products that do not have all of the terms; the result is how many are left. */
  private keep(read: number, count: number): number {
    if (count === 0) return read;
    let kept = 0;
    for (let at = 0; at < read; at += 1) {
      if (this.present[this.gainSlots[at]!] !== count) continue;
      this.gainSlots[kept] = this.gainSlots[at]!;
      this.gains[kept++] = this.gains[at]!;
    }
    return kept;
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

function* slotsOf(lists: readonly PostingList[]): Generator<number, undefined> {
  for (const { entries, from, to } of lists) for (let at = from; at < to; at += 1) yield entries[at]! >>> 12;
}
