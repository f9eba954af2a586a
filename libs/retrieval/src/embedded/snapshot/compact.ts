import type { Dictionary } from '../../words/dictionary.js';
import type { Segment } from '../postings.js';

/** Terms, and their postings with slots renumbered, that are left of segments once dead products are gone. */
export interface CompactTerms {
  /** Old ordinals, ascending; a term's new ordinal is its place here. */
  readonly kept: readonly number[];
  readonly frequencies: readonly number[];
  /** End of each term's entries. */
  readonly ends: readonly number[];
}

/**
 * Gives the entries of the segments term by term in chunks, with `renumbered` slots; those at -1 are dropped. What it
 * returns at the end describes them.
 */
export function* compactPostings(
  segments: readonly Segment[],
  renumbered: Int32Array,
  dictionary: Dictionary,
): Generator<Uint32Array, CompactTerms> {
  const cursors = segments.map(() => 0);
  const kept: number[] = [];
  const frequencies: number[] = [];
  const ends: number[] = [];
  let chunk: number[] = [];
  let filled = 0;
  for (let ordinal = 0; ordinal < dictionary.size; ordinal += 1) {
    const before = chunk.length;
    let frequency = 0;
    let last = -1;
    segments.forEach(({ terms, offsets, entries }, index) => {
      const cursor = cursors[index]!;
      if (terms[cursor] !== ordinal) return;
      cursors[index] = cursor + 1;
      for (let at = offsets[cursor]!; at < offsets[cursor + 1]!; at += 1) {
        const entry = entries[at]!;
        const slot = renumbered[entry >>> 12]!;
        if (slot < 0) continue;
        if (slot !== last) frequency += 1;
        last = slot;
        chunk.push(((slot << 12) | (entry & 0xfff)) >>> 0);
      }
    });
    if (frequency === 0) continue;
    filled += chunk.length - before;
    kept.push(ordinal);
    frequencies.push(frequency);
    ends.push(filled);
    if (chunk.length >= chunkEntries) {
      yield Uint32Array.from(chunk);
      chunk = [];
    }
  }
  yield Uint32Array.from(chunk);
  return { kept, frequencies, ends };
}

const chunkEntries = 1 << 16;
