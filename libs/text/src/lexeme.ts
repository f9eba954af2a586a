import { foldWithOffsets } from './fold.js';
import { hash32 } from './hash.js';
import { canonicalFraction, canonicalNumber } from './number.js';
import { stem } from './stem.js';
import { foot, inch, unitOf } from './units.js';
import type { Unit } from './units.js';

/** What stands between a lexeme and the one before it. */
export type Glue = 'gap' | 'clean' | 'tight' | 'hyphen' | 'slash' | 'dot' | 'and';

/** The smallest piece of a text that means something: a run of letters, a number, or the mark of a unit. */
export interface Lexeme {
  readonly kind: 'word' | 'ideograph' | 'integer' | 'decimal' | 'fraction' | 'mark';
  /** Folded, without apostrophes and possessive. */
  readonly form: string;
  /** Stem of a word, canonical form of a number, word of a unit mark. */
  readonly term: string;
  readonly hash: number;
  /** What it would mean right after a number. */
  readonly unit: Unit | undefined;
  /** `clean`: nothing but spaces; `gap`: the end of a phrase may lie between. */
  readonly glue: Glue;
  /** UTF-16 offsets in the chunk. */
  readonly start: number;
  readonly end: number;
}

/** The lexemes of a run of characters without white space. */
export interface Chunk {
  readonly lexemes: readonly Lexeme[];
  /** Nothing but a full stop follows the last lexeme. */
  readonly cleanEnd: boolean;
}

/** Lexemes of one chunk; remembered, since a catalogue's words repeat. */
export function lexChunk(chunk: string): Chunk {
  const known = cache.get(chunk);
  if (known !== undefined) return known;
  const lexed = lex(chunk);
  if (chunk.length <= cachedLength) {
    if (cache.size >= cachedChunks) cache.clear();
    cache.set(chunk, lexed);
  }
  return lexed;
}

const cachedLength = 32;
const cachedChunks = 100_000;
const cache = new Map<string, Chunk>();

const pattern =
  /(?:(?<fraction>\d{1,3}\/\d{1,3}(?![\d/]))|(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d*\.\d+|\d+))(?<mark>''|"|'(?!\p{L})|'(?=x\d))?|(?<ideograph>[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])|(?<word>(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])\p{L}|\p{M})+(?:'(?:(?!\p{sc=Han})\p{L})+)*)/gu;

function lex(chunk: string): Chunk {
  const folded = foldWithOffsets(chunk);
  const startOf = (index: number): number => folded.origin?.starts[index] ?? index;
  const endOf = (index: number): number => folded.origin?.ends[index - 1] ?? index;
  const lexemes: Lexeme[] = [];
  let previousEnd = 0;
  for (const match of folded.text.matchAll(pattern)) {
    const between = folded.text.slice(previousEnd, match.index);
    const glue = lexemes.length === 0 ? (between === '' ? 'clean' : 'gap') : (glues[between] ?? 'gap');
    const end = match.index + match[0].length;
    const markAt = end - (match.groups?.['mark']?.length ?? 0);
    for (const piece of pieces(match)) {
      const isMark = piece.kind === 'mark';
      lexemes.push({
        ...piece,
        hash: hash32(piece.term),
        glue: isMark ? 'tight' : glue,
        start: startOf(isMark ? markAt : match.index),
        end: endOf(isMark ? end : markAt),
      });
    }
    previousEnd = end;
  }
  return { lexemes, cleanEnd: /^\.?$/.test(folded.text.slice(previousEnd)) };
}

const glues: Readonly<Record<string, Glue | undefined>> = {
  '': 'tight',
  ' ': 'clean',
  '-': 'hyphen',
  '/': 'slash',
  '.': 'dot',
  '&': 'and',
};

type Piece = Pick<Lexeme, 'kind' | 'form' | 'term' | 'unit'>;

function pieces(match: RegExpExecArray): Piece[] {
  const { fraction, number, mark, ideograph, word = '' } = match.groups ?? {};
  const quantity = numberPieces(fraction, number);
  if (quantity !== undefined) {
    if (mark === undefined) return quantity;
    const unit = mark === "'" ? foot : inch;
    return [...quantity, { kind: 'mark', form: mark, term: unit.word, unit }];
  }
  if (ideograph !== undefined) return [{ kind: 'ideograph', form: ideograph, term: ideograph, unit: undefined }];
  const form = word.replace(/'s$/, '').replaceAll("'", '');
  return [{ kind: 'word', form, term: stem(form), unit: unitOf(form) }];
}

function numberPieces(fraction: string | undefined, number: string | undefined): Piece[] | undefined {
  if (fraction !== undefined) {
    const term = canonicalFraction(fraction);
    if (term !== undefined) return [{ kind: 'fraction', form: fraction, term, unit: undefined }];
    // Two numbers that make no fraction, e.g. "24/7".
    return fraction.split('/').map((form) => ({ kind: 'integer', form, term: form, unit: undefined }));
  }
  if (number === undefined) return undefined;
  return [
    {
      kind: number.includes('.') ? 'decimal' : 'integer',
      form: number,
      term: canonicalNumber(number),
      unit: undefined,
    },
  ];
}
