import { computeCase } from './compute-case.js';
import type { VectorCase } from './vector-cases.js';

/** A field of a case where two implementations part. */
interface FieldDifference {
  /** As `ci[0]` or `uplift.stddev`. */
  readonly field: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** A case that does not agree, by its place in the file from 0. */
interface Disagreement {
  readonly case: number;
  readonly kind: string;
  readonly fields: readonly FieldDifference[];
}

/** How a file of cases compares with libs/statistics. */
export interface VectorCheck {
  readonly cases: number;
  readonly agree: number;
  readonly kinds: Readonly<Record<string, { readonly cases: number; readonly agree: number }>>;
  readonly disagree: readonly Disagreement[];
}

/** Two numbers agree if they are this close, relative to theirs. */
export const TOLERANCE = 1e-6;

/**
 * What a number may be off by, whatever its size, where gbstats forms it by subtracting a probability from 1: p = 2 (1 - F)
 * and a risk's factor 1 - F. Those carry the rounding of a number near 1, so that theirs has a digit or none left where
 * ours has all: 4e-15 for 4.05e-15, or 0 for 1e-40.
 */
const ROUNDING_OF_ONE = 1e-15;

/** Below this theirs says 0 because the evidence was too large for a double. */
const UNDERFLOW = 1e-300;

/** Computes every case and compares every field of what was expected. */
export function checkVectors(cases: readonly VectorCase[]): VectorCheck {
  const kinds: Record<string, { cases: number; agree: number }> = {};
  const disagree: Disagreement[] = [];
  cases.forEach((vector, index) => {
    const fields = differencesOf(vector);
    const kind = (kinds[vector.kind] ??= { cases: 0, agree: 0 });
    kind.cases++;
    if (fields.length === 0) kind.agree++;
    else disagree.push({ case: index, kind: vector.kind, fields });
  });
  return { cases: cases.length, agree: cases.length - disagree.length, kinds, disagree };
}

function differencesOf(vector: VectorCase): readonly FieldDifference[] {
  const ours = new Map(flatten(computeCase(vector)));
  const theirs = new Map(flatten(vector.expected));
  const message = theirs.get('errorMessage') ?? null;
  // Where there was nothing to test, their other numbers are placeholders.
  const fields = message === null ? [...theirs.keys()] : ['errorMessage'];
  const scale = vector.kind.startsWith('bayesian') ? riskScale(theirs) : 1;
  return fields
    .map((field) => ({ field, ours: ours.get(field) ?? null, theirs: theirs.get(field) ?? null }))
    .filter((difference) => !agrees(difference, floorOf(vector.kind, difference.field) * scale));
}

function agrees({ field, ours, theirs }: FieldDifference, floor: number): boolean {
  if (field.endsWith('rrorMessage')) return (ours === null) === (theirs === null);
  if (typeof ours !== 'number' || typeof theirs !== 'number') return ours === theirs;
  const apart = Math.abs(ours - theirs);
  return apart <= Math.max(TOLERANCE * Math.abs(theirs), theirs === 0 ? UNDERFLOW : 0, floor);
}

function floorOf(kind: string, field: string): number {
  if (field.startsWith('risk[')) return ROUNDING_OF_ONE;
  return kind.includes('ttest') && field === 'pValue' ? ROUNDING_OF_ONE : 0;
}

/** A risk is a probability times an effect, so that the rounding of the one counts in units of the other. */
function riskScale(fields: ReadonlyMap<string, unknown>): number {
  const risks = ['risk[0]', 'risk[1]'].map((field) => fields.get(field));
  return Math.max(...risks.map((risk) => (typeof risk === 'number' ? Math.abs(risk) : 0)));
}

/** Every value of a document that holds no other, by its path. */
function flatten(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => flatten(item, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => flatten(item, path === '' ? key : `${path}.${key}`));
}
