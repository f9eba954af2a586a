import { assemble } from './assemble.js';
import { type Beginnings, beginningsOf, isForeign } from './beginnings.js';
import { hash32 } from './hash.js';
import { isSpace, lexemesOf } from './scan.js';

/** One place where a term stands in a text: UTF-16 offsets of the surface form, half open. */
export interface TermHit {
  readonly hash: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds terms in texts: the tokens of `analyze` that are one of them, in its order, without analysing what cannot hold
 * one. It looks for the beginnings of words that could have a term; what `analyze` reads together with such a word (a
 * compound, or a measure that began a few words before) is then analysed by itself.
 */
export class TermFinder {
  private readonly hashes: ReadonlySet<number>;
  private readonly beginnings: Beginnings;

  /** `terms` as tokens have them, e.g. `run` of "running". */
  constructor(terms: readonly string[]) {
    this.hashes = new Set(terms.map(hash32));
    this.beginnings = beginningsOf(terms);
  }

  find(text: string): TermHit[] {
    const hits: TermHit[] = [];
    if (this.hashes.size === 0) return hits;
    for (let from = 0, at = this.next(text, 0); at < text.length; at = this.next(text, from)) {
      const [start, end] = readTogether(text, at, from);
      for (const piece of piecesOf(text.slice(start, end))) {
        if (!this.hashes.has(piece.hash)) continue;
        hits.push({ hash: piece.hash, start: start + piece.start, end: start + piece.end });
      }
      from = end;
    }
    return hits;
  }

  /** The first place from `from` on where a term may begin; the text's length if there is none. */
  private next(text: string, from: number): number {
    const { kinds, pattern } = this.beginnings;
    for (let at = from; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const kind = kinds[unit];
      if (kind === 0 || (isLetter(unit) && at > 0 && isLetter(text.charCodeAt(at - 1)))) continue;
      if (kind === 2) return at;
      pattern.lastIndex = at;
      if (pattern.test(text)) return at;
    }
    return text.length;
  }
}

/** As `assemble` makes them; most words stand alone, of which there is nothing to be made. */
function piecesOf(text: string): readonly TermHit[] {
  const placed = lexemesOf(text);
  if (placed.length !== 1) return assemble(placed);
  const { lexeme, start, end } = placed[0]!;
  return [{ hash: lexeme.hash, start, end }];
}

/**
 * The run of white-space-separated chunks around `at`, not before `from`, whose tokens are those of the whole text: only
 * what begins with a number reaches beyond a chunk, and from one of its numbers to the next never over more than three
 * chunks ("8 ft. W x 10 ft.").
 */
function readTogether(text: string, at: number, from: number): readonly [start: number, end: number] {
  let start = chunkStart(text, at, from);
  let end = chunkEnd(text, at);
  /** Chunks from the last that may have a number to the end. */
  let since = mayHaveNumber(text, start, end) ? 0 : Infinity;
  for (let before = start, seen = 1; before > from && seen <= reach; seen += 1) {
    const [begin, behind] = chunkBefore(text, before, from);
    before = begin;
    if (!mayHaveNumber(text, begin, behind)) continue;
    since = Math.min(since, seen);
    start = begin;
    seen = 0;
  }
  for (; end < text.length && since < reach; since += 1) {
    const begin = end;
    end = chunkEnd(text, afterSpace(text, begin));
    if (mayHaveNumber(text, begin, end)) since = -1;
  }
  return [start, end];
}

const reach = 4;

function chunkStart(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && !isSpace(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function chunkBefore(text: string, at: number, from: number): readonly [start: number, end: number] {
  let end = at;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return [chunkStart(text, end, from), end];
}

function chunkEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isSpace(text.charCodeAt(end))) end += 1;
  return end;
}

function afterSpace(text: string, at: number): number {
  let next = at;
  while (next < text.length && isSpace(text.charCodeAt(next))) next += 1;
  return next;
}

/** Whether there may be a number: what is not ASCII may be one in another script. */
function mayHaveNumber(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 127 ? isForeign(unit) : unit >= 48 && unit <= 57) return true;
  }
  return false;
}

function isLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
}
