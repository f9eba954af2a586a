import type { Segment } from './postings.js';

/**
 * One segment that holds the postings of all of these, without those of products that `dropped` marks by slot. Yields
 * now and then, so that the caller can do it a slice at a time; the segments must not change meanwhile (they never do).
 */
export function* mergeSegments(segments: readonly Segment[], dropped: Uint8Array): Generator<undefined, Segment> {
  const size = segments.reduce((total, { entries }) => total + entries.length, 0);
  const terms: number[] = [];
  const ends: number[] = [];
  const entries = new Uint32Array(size);
  const cursors = segments.map(() => 0);
  let filled = 0;
  let pause = sliceEntries;
  for (;;) {
    const ordinal = lowest(segments, cursors);
    if (ordinal === Infinity) break;
    const before = filled;
    for (let index = 0; index < segments.length; index += 1) {
      const segment = segments[index]!;
      const cursor = cursors[index]!;
      if (segment.terms[cursor] !== ordinal) continue;
      cursors[index] = cursor + 1;
      const end = segment.offsets[cursor + 1]!;
      for (let at = segment.offsets[cursor]!; at < end; at += 1) {
        const entry = segment.entries[at]!;
        if (dropped[entry >>> 12] !== 1) entries[filled++] = entry;
      }
    }
    if (filled > before) {
      terms.push(ordinal);
      ends.push(filled);
    }
    pause -= filled - before + 4;
    if (pause <= 0) {
      pause = sliceEntries;
      yield;
    }
  }
  const slots: Uint32Array[] = [];
  for (const segment of segments) {
    slots.push(segment.slots.filter((slot) => dropped[slot] !== 1));
    yield;
  }
  return {
    terms: Uint32Array.from(terms),
    offsets: Uint32Array.from([0, ...ends]),
    entries: filled === size ? entries : entries.slice(0, filled),
    slots: concatenated(slots),
  };
}

/** About half a millisecond of copying. */
const sliceEntries = 100_000;

function lowest(segments: readonly Segment[], cursors: readonly number[]): number {
  let least = Infinity;
  for (let index = 0; index < segments.length; index += 1) {
    const ordinal = segments[index]!.terms[cursors[index]!];
    if (ordinal !== undefined && ordinal < least) least = ordinal;
  }
  return least;
}

function concatenated(arrays: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(arrays.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
