import type { ProductState } from '@weir/catalogue';
import { FieldWeights, inverseDocumentFrequency } from '../bm25f.js';
import type { Bm25fParameters } from '../bm25f.js';
import type { ExpandedQuery } from '../words/expand.js';
import type { CorpusStatistics } from '../words/query-statistics.js';

/** What the scores of one query depend on beside its words. */
export interface StateScoring {
  readonly corpus: CorpusStatistics;
  /** By field, in the schema's order. */
  readonly boosts: readonly number[];
  readonly parameters: Bm25fParameters;
}

interface ScoredTerm {
  readonly place: number;
  readonly weight: number;
  /** Places of terms that a product must have as well. */
  readonly companions: readonly number[];
}

/**
 * BM25F of products by their states, to the last bit what the embedded index computes from its postings: over fields,
 * the best of a word's terms, the sum over words.
 */
export class StateScorer {
  private readonly weights: FieldWeights;
  /** Place of each term of the query by its hash. */
  private readonly places = new Map<number, number>();
  /** By word: places of its terms, with weight times inverse document frequency. */
  private readonly words: readonly (readonly ScoredTerm[])[];
  /** Low bits of the terms' hashes: most tokens are none of them, which this says faster than a map. */
  private readonly seen = new Uint8Array(seenBits);
  /** Occurrences in the product at hand: place after place, field after field. */
  private readonly counts: Uint32Array;
  private readonly frequencies: Float64Array;

  constructor(
    { words }: ExpandedQuery,
    private readonly scoring: StateScoring,
  ) {
    const { corpus, boosts, parameters } = scoring;
    const { hashes, frequencies } = corpus.dictionary;
    this.weights = new FieldWeights(boosts, parameters.b, corpus.averages);
    this.words = words.map(({ terms }) =>
      terms.map(({ ordinal, weight, companions = [] }) => ({
        place: this.placeOf(hashes[ordinal]!),
        companions: companions.map((other) => this.placeOf(hashes[other]!)),
        weight: weight * inverseDocumentFrequency(corpus.documents, frequencies[ordinal]!),
      })),
    );
    this.counts = new Uint32Array(this.places.size * boosts.length);
    this.frequencies = new Float64Array(this.places.size);
  }

  /** 0 where no word matches. */
  score(state: ProductState): number {
    this.count(state);
    const { k1 } = this.scoring.parameters;
    let score = 0;
    for (const terms of this.words) {
      let best = 0;
      for (const { place, weight, companions } of terms) {
        if (companions.some((other) => this.frequencies[other] === 0)) continue;
        const frequency = this.frequencies[place]!;
        const gain = (weight * frequency) / (k1 + frequency);
        if (gain > best) best = gain;
      }
      score += best;
    }
    return score;
  }

  private count({ tokens, ends }: ProductState): void {
    const { counts, frequencies, weights, places, seen } = this;
    const fields = ends.length;
    counts.fill(0);
    frequencies.fill(0);
    let at = 0;
    for (let field = 0; field < fields; field += 1) {
      for (const end = ends[field]!; at < end; at += 1) {
        const hash = tokens[at]!;
        if (seen[hash & seenMask] === 0) continue;
        const place = places.get(hash);
        if (place !== undefined) counts[place * fields + field]! += 1;
      }
    }
    for (let place = 0; place < frequencies.length; place += 1) {
      for (let field = 0; field < fields; field += 1) {
        const occurrences = Math.min(counts[place * fields + field]!, mostOccurrences);
        if (occurrences === 0) continue;
        frequencies[place]! += occurrences * weights.at(field, ends[field]! - (ends[field - 1] ?? 0));
      }
    }
  }

  private placeOf(hash: number): number {
    const known = this.places.get(hash);
    if (known !== undefined) return known;
    this.seen[hash & seenMask] = 1;
    this.places.set(hash, this.places.size);
    return this.places.size - 1;
  }
}

const seenBits = 1 << 14;
const seenMask = seenBits - 1;
/** More occurrences in a field count as this many, as in a posting of the embedded index. */
const mostOccurrences = 127;
