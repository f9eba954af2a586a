import path from 'node:path';
import { readRows } from '@weir/catalogue';
import { addPairMoments, type PairMoments } from '@weir/statistics';

/** Which columns of a file of one row a unit say what. */
export interface UnitColumns {
  readonly unit: string;
  readonly variant: string;
  readonly metric: string;
  /** A value of the unit from before the experiment. */
  readonly covariate?: string;
}

/** What a metric's values are: 0/1 (or true/false), or any number. */
export type MetricKind = 'proportion' | 'mean';

/** The sums of each variant. */
export interface UnitSums {
  readonly kind: MetricKind;
  /** By variant: m is the metric, d the covariate (0 without one). */
  readonly variants: ReadonlyMap<string, PairMoments>;
}

/**
 * Reads a file of one row a unit and sums the metric by variant. Without a kind, a metric of nothing but 0, 1, true and
 * false is a proportion. Throws an Error that names the line and the column of the first value that cannot be used, and
 * of a unit that comes twice.
 */
export async function readUnits(file: string, columns: UnitColumns, kind?: MetricKind): Promise<UnitSums> {
  const name = path.basename(file);
  const seen = new Map<string, number>();
  const variants = new Map<string, PairMoments>();
  let binary = true;
  for await (const row of readRows(file)) {
    const place = `${name}, line ${row.line}`;
    if ('fault' in row) throw new Error(`${place} ${row.fault}.`);
    if (seen.size === 0) checkColumns(name, columns, Object.keys(row.fields));
    const unit = wordOf(row.fields[columns.unit], `${place}, column ${columns.unit}`);
    const variant = wordOf(row.fields[columns.variant], `${place}, column ${columns.variant}`);
    const before = seen.get(unit);
    if (before !== undefined) {
      throw new Error(
        `${place}, column ${columns.unit}: unit ${unit} was on line ${before} already; sum up a unit's rows before the analysis.`,
      );
    }
    seen.set(unit, row.line);
    const value = numberOf(row.fields[columns.metric], `${place}, column ${columns.metric}`);
    const isBinary = value === 0 || value === 1;
    if (kind === 'proportion' && !isBinary) {
      throw new Error(
        `${place}, column ${columns.metric}: a proportion is of 0, 1, true and false, and this is ${value}; use --kind mean.`,
      );
    }
    binary &&= isBinary;
    const earlier =
      columns.covariate === undefined
        ? 0
        : numberOf(row.fields[columns.covariate], `${place}, column ${columns.covariate}`);
    const one = { n: 1, m: squared(value), d: squared(earlier), sumProducts: value * earlier };
    const sums = variants.get(variant);
    variants.set(variant, sums === undefined ? one : addPairMoments(sums, one));
  }
  if (seen.size === 0) throw new Error(`${name} has no rows: it needs a header and one row a unit.`);
  return { kind: kind ?? (binary ? 'proportion' : 'mean'), variants };
}

function checkColumns(name: string, columns: UnitColumns, present: readonly string[]): void {
  for (const [flag, column] of Object.entries(columns)) {
    if (!present.includes(String(column))) {
      throw new Error(`${name} has no column ${String(column)} (--${flag}); it has ${present.join(', ')}.`);
    }
  }
}

function squared(value: number): { readonly sum: number; readonly sumSquares: number } {
  return { sum: value, sumSquares: value * value };
}

function wordOf(value: unknown, place: string): string {
  const word = textOf(value);
  if (word === '') throw new Error(`${place} is empty.`);
  return word;
}

function numberOf(value: unknown, place: string): number {
  const text = textOf(value);
  if (/^true$/i.test(text)) return 1;
  if (/^false$/i.test(text)) return 0;
  const number = text === '' ? NaN : Number(text);
  if (!Number.isFinite(number)) {
    throw new Error(
      `${place} is ${text === '' ? 'empty' : JSON.stringify(text)}, and a metric needs a number, true or false.`,
    );
  }
  return number;
}

/** A cell as it would stand in a CSV file; nothing of a list or an object. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : '';
}
