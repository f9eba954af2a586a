/** A stretch of a text, in UTF-16 units, half open. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * A stretch of about `size` units around `core`, within `bounds`: it ends at line breaks, else between words, else (in
 * scripts that write none apart) between characters, and has no space at its ends.
 */
export function stretchAround(text: string, core: Stretch, bounds: Stretch, size: number): Stretch {
  const room = Math.max(0, size - (core.end - core.start));
  const after = Math.min(bounds.end - core.end, Math.max(Math.ceil(room / 2), room - (core.start - bounds.start)));
  const before = Math.min(core.start - bounds.start, room - after);
  return {
    start: startWithin(text, core.start - before, core.start, bounds.start),
    end: endWithin(text, core.end, core.end + after, bounds.end),
  };
}

/** The first place at or behind `from` where a stretch may begin, at most `to`. */
function startWithin(text: string, from: number, to: number, bound: number): number {
  const line = text.lastIndexOf('\n', to - 1);
  let start = line >= from ? line + 1 : from;
  if (line < from && from > bound && !isSpace(text, from - 1)) {
    while (start < to && !isSpace(text, start)) start += 1;
    if (start === to) return boundaryAfter(text, from, to);
  }
  while (start < to && isSpace(text, start)) start += 1;
  return start;
}

/** The last place at or before `to` where a stretch may end, at least `from`. */
function endWithin(text: string, from: number, to: number, bound: number): number {
  const line = text.indexOf('\n', from);
  let end = line >= 0 && line < to ? line : to;
  if (end === to && to < bound && !isSpace(text, to)) {
    while (end > from && !isSpace(text, end - 1)) end -= 1;
    if (end === from) return boundaryBefore(text, from, to);
  }
  while (end > from && isSpace(text, end - 1)) end -= 1;
  return end;
}

/** The beginning of a text: `limit` units of it at most, cut between words where there are any near. */
export function beginningOf(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(0, endWithin(text, Math.max(0, limit - nearby), limit, text.length));
}

const nearby = 200;

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Looked at on both sides of a cut: more than any character has. */
const surroundings = 64;

function boundaryAfter(text: string, at: number, most: number): number {
  const from = Math.max(0, at - surroundings);
  const found = characters.segment(text.slice(from, at + surroundings)).containing(at - from);
  if (found === undefined || from + found.index === at) return at;
  return Math.min(most, from + found.index + found.segment.length);
}

function boundaryBefore(text: string, least: number, at: number): number {
  const from = Math.max(0, at - surroundings);
  const found = characters.segment(text.slice(from, at + surroundings)).containing(at - from);
  return Math.max(least, from + (found?.index ?? at - from));
}
