import type { TreeEnsemble } from '../ensemble.js';
import type { Arena } from './arena.js';
import { bucketsOf } from './buckets.js';
import { ColumnKind, type VirtualColumn } from './columns.js';

/** Bytes of a `Column` in `assembly/model.ts`: twelve u32, then three f64. */
const COLUMN_BYTES = 72;
const COLUMN_WORDS = 12;

/**
 * Writes the columns for the quantiser.
 *
 * @param mirrors per column: the column that holds its complement, 0 for none.
 * @returns the address of the first.
 */
export function packColumns(
  arena: Arena,
  ensemble: TreeEnsemble,
  columns: readonly VirtualColumn[],
  mirrors: Int32Array,
): number {
  const packed = columns.map((column, i) => {
    const { words, numbers } = fieldsOf(arena, ensemble, column);
    words[7] = mirrors[i]!;
    return { words, numbers };
  });
  const address = arena.take(columns.length * COLUMN_BYTES);
  packed.forEach(({ words, numbers }, i) => {
    const at = address + i * COLUMN_BYTES;
    new Uint32Array(arena.memory.buffer, at, COLUMN_WORDS).set(words);
    new Float64Array(arena.memory.buffer, at + COLUMN_WORDS * 4, 3).set(numbers);
  });
  return address;
}

/** The fields in the order of `assembly/model.ts`, the mirror left 0. */
function fieldsOf(
  arena: Arena,
  ensemble: TreeEnsemble,
  column: VirtualColumn,
): { words: number[]; numbers: [low: number, scale: number, top: number] } {
  const { feature, kind, missingCode } = column;
  if (kind === ColumnKind.category) {
    const bits = arena.u32(column.categories);
    const single = Number(ensemble.singlePrecision);
    const category = [bits, column.categories.length * 32, column.memberCode, single];
    return {
      words: [feature, kind, 0, 0, 0, missingCode, 0, 0, ...category],
      numbers: [0, 0, ensemble.lowestCategory],
    };
  }
  const { low, scale, top, lookup, search } = bucketsOf(column.thresholds);
  const padding = Array.from({ length: search + 1 }, () => Infinity);
  const thresholds = arena.f64([...column.thresholds, ...padding]);
  const zero = Number(column.zeroIsMissing);
  const words = [feature, kind, thresholds, arena.bytes(lookup), search, missingCode, zero, 0, 0, 0, 0, 0];
  return { words, numbers: [low, scale, top] };
}
