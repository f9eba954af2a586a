import { canonicalDecimal } from './number.js';
import type { Glue, Lexeme } from './lexeme.js';
import type { Placed } from './scan.js';
import type { Unit } from './units.js';

/** A number in a text, with its unit where it has one. Offsets are UTF-16 in the text. */
export interface Quantity {
  /** Canonical decimal. */
  readonly value: string;
  readonly unit: Unit | undefined;
  /** Offsets of the unit. */
  readonly unitAt: readonly [start: number, end: number] | undefined;
  readonly unitGlue: Glue | undefined;
  readonly start: number;
  /** Behind the number. */
  readonly valueEnd: number;
  /** Behind the unit, where there is one. */
  readonly end: number;
  /** Index of the lexeme after it. */
  readonly next: number;
}

/** The number at `index`: "12", "1/2", "1 1/2", "1-1/2", "3.5mm", "12\\"", "6 pack"; undefined where there is none. */
export function readQuantity(placed: readonly Placed[], index: number): Quantity | undefined {
  const first = placed[index];
  if (first === undefined || !isNumber(first.lexeme)) return undefined;
  const second = placed[index + 1];
  const mixed =
    first.lexeme.kind === 'integer' &&
    second?.lexeme.kind === 'fraction' &&
    (second.glue === 'clean' || second.glue === 'hyphen');
  const value = mixed ? canonicalDecimal(Number(first.lexeme.term) + Number(second.lexeme.term)) : first.lexeme.term;
  const last = mixed ? second : first;
  const next = index + (mixed ? 2 : 1);
  const unit = readUnit(placed, next);
  const number = { value, start: first.start, valueEnd: last.end };
  if (unit === undefined)
    return { ...number, unit: undefined, unitAt: undefined, unitGlue: undefined, end: last.end, next };
  const { start, end, glue } = placed[next]!;
  return { ...number, unit, unitAt: [start, end], unitGlue: glue, end, next: next + 1 };
}

/** The quantities of a size, from its first: "8x10", "8 ft. x 10 ft.", "2 x 4 x 96"; undefined where there is no second. */
export function readSize(placed: readonly Placed[], first: Quantity): readonly Quantity[] | undefined {
  const size = [first];
  for (let last = first; ; last = size.at(-1)!) {
    const cross = crossAfter(placed, last);
    const quantity = cross === undefined ? undefined : readQuantity(placed, cross + 1);
    if (cross === undefined || quantity === undefined || placed[cross + 1]!.glue === 'gap') break;
    size.push(quantity);
  }
  return size.length > 1 ? size : undefined;
}

/** Index of the "x" or "by" after a quantity; the axis between them ("79\\" D x") is skipped. */
function crossAfter(placed: readonly Placed[], { next, unit }: Quantity): number | undefined {
  const isCross = (at: number): boolean => {
    const found = placed[at];
    return found !== undefined && found.glue !== 'gap' && (found.lexeme.form === 'x' || found.lexeme.form === 'by');
  };
  if (isCross(next)) return next;
  const axis = placed[next];
  if (
    unit !== undefined &&
    axis !== undefined &&
    axis.glue !== 'gap' &&
    axes.has(axis.lexeme.form) &&
    isCross(next + 1)
  )
    return next + 1;
  return undefined;
}

const axes = new Set(['w', 'd', 'h', 'l']);

function readUnit(placed: readonly Placed[], index: number): Unit | undefined {
  const found = placed[index];
  if (found?.lexeme.unit === undefined) return undefined;
  const { lexeme, glue } = found;
  if (glue !== 'tight' && glue !== 'clean' && glue !== 'hyphen') return undefined;
  if (lexeme.kind === 'mark') return lexeme.unit;
  const after = placed[index + 1];
  // "5g3" and "3-in-1" are names.
  if (after !== undefined && (after.glue === 'tight' || (after.glue === 'hyphen' && glue === 'hyphen')))
    return undefined;
  if (lexeme.form === 'a' && glue !== 'tight') return undefined;
  if (
    lexeme.form === 'in' &&
    glue === 'clean' &&
    after?.glue === 'clean' &&
    (isNumber(after.lexeme) || afterPreposition.has(after.lexeme.form))
  ) {
    return undefined;
  }
  return lexeme.unit;
}

const afterPreposition = new Set(['the', 'a', 'an', 'stock', 'one', 'each', 'all', 'my', 'your']);

function isNumber({ kind }: Lexeme): boolean {
  return kind === 'integer' || kind === 'decimal' || kind === 'fraction';
}
