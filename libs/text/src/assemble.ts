import { compoundParts, joinsAsWhole } from './compound.js';
import { hash32 } from './hash.js';
import { readQuantity, readSize } from './quantity.js';
import type { Quantity } from './quantity.js';
import type { Placed } from './scan.js';
import { stem } from './stem.js';
import type { Token } from './token.js';

/** A token with what a query needs to know of it. */
export interface Piece extends Token {
  /** Positions that it covers: more than 1 for the joined form of a compound, a measure or a size. */
  readonly span: number;
}

/** Recognises sizes, measures and compounds among lexemes and gives every token of the text. */
export function assemble(placed: readonly Placed[]): Piece[] {
  const pieces: Piece[] = [];
  let position = 0;
  let index = 0;
  while (index < placed.length) {
    const quantity = readQuantity(placed, index);
    const size = quantity && readSize(placed, quantity);
    if (size !== undefined) {
      position = emitSize(size, position, pieces);
      index = size.at(-1)!.next;
    } else if (quantity !== undefined && (quantity.unit !== undefined || quantity.next > index + 1)) {
      position = emitQuantity(quantity, position, pieces);
      index = quantity.next;
    } else {
      const end = compoundEnd(placed, index);
      if (end === index + 1) pieces.push(pieceOf(placed[index]!, position++));
      else position = emitCompound(placed.slice(index, end), position, pieces);
      index = end;
    }
  }
  return pieces;
}

function pieceOf({ lexeme, start, end }: Placed, position: number): Piece {
  return { term: lexeme.term, hash: lexeme.hash, position, start, end, span: 1, form: lexeme.form };
}

function emitSize(size: readonly Quantity[], position: number, pieces: Piece[]): number {
  const positions: number[] = [];
  let next = position;
  for (const { unit } of size) {
    positions.push(next);
    next += unit === undefined ? 1 : 2;
  }
  const join = (from: number, to: number): void => {
    const term = size
      .slice(from, to + 1)
      .map(({ value }) => value)
      .join('x');
    const span = positions[to]! - positions[from]! + 1;
    pieces.push({
      term,
      hash: hash32(term),
      position: positions[from]!,
      start: size[from]!.start,
      end: size[to]!.end,
      span,
      form: term,
    });
  };
  if (size.length > 2) join(0, size.length - 1);
  size.forEach((quantity, index) => {
    if (index + 1 < size.length) join(index, index + 1);
    emitQuantity(quantity, positions[index]!, pieces);
  });
  return next;
}

/** A number, with the measure before it and the unit behind it where it has one. */
function emitQuantity(
  { value, start, valueEnd, end, unit, unitAt }: Quantity,
  position: number,
  pieces: Piece[],
): number {
  const push = (term: string, at: number, span: number, [from, to]: readonly [number, number]): void => {
    pieces.push({ term, hash: hash32(term), position: at, start: from, end: to, span, form: term });
  };
  if (unit !== undefined) push(`${value}${unit.symbol}`, position, 2, [start, end]);
  push(value, position, 1, [start, valueEnd]);
  if (unit === undefined || unitAt === undefined) return position + 1;
  push(unit.word, position + 1, 1, unitAt);
  return position + 2;
}

/** Index after the last lexeme that is written together with the one at `from`. */
function compoundEnd(placed: readonly Placed[], from: number): number {
  let end = from + 1;
  for (; end < placed.length; end += 1) {
    const { glue, lexeme } = placed[end]!;
    if (glue === 'gap' || glue === 'clean') break;
    if (lexeme.kind === 'ideograph' || placed[end - 1]!.lexeme.kind === 'ideograph') break;
    // "x-100w": the measure stands for itself.
    if (glue !== 'tight' && readQuantity(placed, end)?.unitGlue === 'tight') break;
  }
  return end;
}

function emitCompound(group: readonly Placed[], position: number, pieces: Piece[]): number {
  const parts = compoundParts(group).map((part, index) =>
    part.length === 1 ? pieceOf(part[0]!, position + index) : joinedPiece(part, position + index, 1),
  );
  const span = Math.max(1, parts.length);
  if (joinsAsWhole(group, parts.length)) {
    const whole = joinedPiece(group, position, span);
    // The stemmer may make it one of its parts ("chair-red" as `chairred` is `chair`), which is not a token of its own.
    if (!parts.some(({ term }) => term === whole.term)) pieces.push(whole);
  }
  pieces.push(...parts);
  return position + span;
}

function joinedPiece(group: readonly Placed[], position: number, span: number): Piece {
  const form = group.map(({ lexeme }) => lexeme.form).join('');
  const term = stem(form);
  return { term, hash: hash32(term), position, start: group[0]!.start, end: group.at(-1)!.end, span, form };
}
