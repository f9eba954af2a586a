import { hash32, TermFinder } from '@weir/text';
import type { MatchedTerm } from './matched-terms.js';

/** A matched stretch of a text, in UTF-16 units, half open. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** Words of the query that it stands for. */
  readonly words: readonly number[];
}

/** Marks what a search matched in texts. */
export class Marker {
  private readonly finder: TermFinder;
  /** Words of the query by the hash of a term; with the hash of the term beside which alone it stands for them. */
  private readonly wordsOf = new Map<number, { readonly word: number; readonly beside: number | undefined }[]>();

  constructor(terms: readonly MatchedTerm[]) {
    this.finder = new TermFinder(terms.map(({ term }) => term));
    for (const { term, word, beside } of terms) {
      const hash = hash32(term);
      const known = this.wordsOf.get(hash) ?? [];
      this.wordsOf.set(hash, [...known, { word, beside: beside === undefined ? undefined : hash32(beside) }]);
    }
  }

  /** In order, none touching another: what overlaps, as the parts of a compound do, is one mark. */
  marksOf(text: string): readonly Mark[] {
    const hits = this.finder.find(text).sort((a, b) => a.start - b.start);
    const found = new Set(hits.map(({ hash }) => hash));
    const marks: { start: number; end: number; words: number[] }[] = [];
    for (const { hash, start, end } of hits) {
      const stands = this.wordsOf.get(hash)!.filter(({ beside }) => beside === undefined || found.has(beside));
      const words = stands.map(({ word }) => word);
      if (words.length === 0) continue;
      const last = marks.at(-1);
      if (last === undefined || start > last.end) marks.push({ start, end, words: [...words] });
      else {
        last.end = Math.max(last.end, end);
        for (const word of words) if (!last.words.includes(word)) last.words.push(word);
      }
    }
    return marks;
  }
}
