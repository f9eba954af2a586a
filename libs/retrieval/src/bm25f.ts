import type { IndexSchema } from '@weir/catalogue';

/** Free parameters of BM25F. */
export interface Bm25fParameters {
  /** Saturation of the summed, weighted term frequency. */
  readonly k1: number;
  /** Length normalisation by field, 0 (none) to 1 (full), in schema order. */
  readonly b: readonly number[];
}

/** BM25's inverse document frequency, never negative (Robertson and Zaragoza 2009, with Lucene's +1). */
export function inverseDocumentFrequency(documents: number, documentFrequency: number): number {
  return Math.log1p((documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** Weight of one occurrence in a field by the field's length: boost / (1 - b + b * length / average length). */
export class FieldWeights {
  private readonly known: Float64Array;

  constructor(
    private readonly boosts: readonly number[],
    private readonly b: readonly number[],
    private readonly averages: Float64Array,
  ) {
    this.known = new Float64Array(boosts.length * knownLengths);
    boosts.forEach((_, field) => {
      for (let length = 0; length < knownLengths; length += 1)
        this.known[field * knownLengths + length] = this.compute(field, length);
    });
  }

  at(field: number, length: number): number {
    return length < knownLengths ? this.known[field * knownLengths + length]! : this.compute(field, length);
  }

  private compute(field: number, length: number): number {
    const b = this.b[field]!;
    const average = this.averages[field]!;
    return this.boosts[field]! / (1 - b + (average > 0 ? (b * length) / average : b));
  }
}

const knownLengths = 256;

/** The parameters for a schema: k1, and b by field name over the defaults. */
export function bm25fParameters(
  { fields }: IndexSchema,
  given: { readonly k1?: number; readonly b?: Readonly<Record<string, number>> } = {},
): Bm25fParameters {
  return { k1: given.k1 ?? defaultK1, b: fields.map((field) => given.b?.[field] ?? defaultB[field] ?? otherB) };
}

const defaultK1 = 1.2;
const defaultB: Readonly<Record<string, number | undefined>> = { title: 0.5, brand: 0.3, category: 0.5 };
const otherB = 0.75;
