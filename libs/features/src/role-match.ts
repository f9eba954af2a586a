import type { MatchInput } from './match-input.js';
import { bm25, type QueryProfile } from './query-profile.js';
import type { TermHits } from './term-hits.js';
import { meanWeights, type WordWeights } from './word-weights.js';

/** How the query matches one role of each candidate: columns, one value a candidate, NaN where it has no such text. */
export interface RoleMatch {
  /** Tokens. */
  readonly length: Float64Array;
  readonly bm25: Float64Array;
  /** Share of the role's tokens that the query asks for. */
  readonly precision: Float64Array;
  /** Share of the query's words matched, a typo or prefix match counting for its weight. */
  readonly coverage: Float64Array;
  /** The same, weighted by idf. */
  readonly idfCoverage: Float64Array;
  readonly weights: WordWeights;
}

/** Matches the query against the role that has these fields. */
export function matchRole(input: MatchInput, hits: TermHits, fields: readonly number[]): RoleMatch {
  const { profile } = input;
  const candidates = input.states.length;
  const column = (): Float64Array => new Float64Array(candidates).fill(NaN);
  const [length, score, precision] = [column(), column(), column()];
  const weights: WordWeights = { words: profile.words, table: new Float64Array(candidates * profile.words) };
  const scratch: Scratch = {
    frequencies: new Float64Array(profile.terms.length),
    wordScores: new Float64Array(profile.words),
  };
  for (let i = 0; i < candidates; i++) {
    const tokens = tokensOf(hits, i, fields);
    if (tokens === 0) continue;
    const matched = countTerms(input, hits, { candidate: i, fields, frequencies: scratch.frequencies });
    length[i] = tokens;
    precision[i] = matched / tokens;
    // Most candidates have none of the words in most roles.
    score[i] = matched === 0 ? 0 : scoreWords(profile, scratch, weights, i);
  }
  return {
    length,
    bm25: score,
    precision,
    coverage: meanWeights(weights, profile.wordOne, length),
    idfCoverage: meanWeights(weights, profile.wordIdf, length),
    weights,
  };
}

/** All 0 between two candidates. */
interface Scratch {
  /** Length-normalised frequency of each term. */
  readonly frequencies: Float64Array;
  /** Best BM25 of each word's terms. */
  readonly wordScores: Float64Array;
}

function tokensOf({ fields: stride, length }: TermHits, candidate: number, fields: readonly number[]): number {
  let tokens = 0;
  for (const field of fields) tokens += length[candidate * stride + field]!;
  return tokens;
}

/** Adds up the frequencies of the candidate's terms; says how many tokens are terms. */
function countTerms(
  { statistics: { averageLength } }: MatchInput,
  { fields: stride, length, first, term }: TermHits,
  { candidate, fields, frequencies }: { candidate: number; fields: readonly number[]; frequencies: Float64Array },
): number {
  const { b } = bm25;
  let matched = 0;
  for (const field of fields) {
    const row = candidate * stride + field;
    const [from, to] = [first[row]!, first[row + 1]!];
    if (from === to) continue;
    const average = averageLength[field]!;
    const share = 1 / (1 - b + (average > 0 ? (b * length[row]!) / average : b));
    for (let hit = from; hit < to; hit++) frequencies[term[hit]!]! += share;
    matched += to - from;
  }
  return matched;
}

/** BM25, each word counting with the best of its terms; writes the best weight of each word besides. */
function scoreWords(
  { terms, words }: QueryProfile,
  { frequencies, wordScores }: Scratch,
  { table }: WordWeights,
  candidate: number,
): number {
  const row = candidate * words;
  const { k1 } = bm25;
  for (let t = 0; t < terms.length; t++) {
    const frequency = frequencies[t]!;
    if (frequency === 0) continue;
    frequencies[t] = 0;
    const term = terms[t]!;
    const score = (term.idf * frequency * (k1 + 1)) / (frequency + k1);
    for (let at = 0; at < term.words.length; at++) {
      const word = term.words[at]!;
      const weight = term.weights[at]!;
      if (weight > table[row + word]!) table[row + word] = weight;
      if (weight * score > wordScores[word]!) wordScores[word] = weight * score;
    }
  }
  let sum = 0;
  for (let word = 0; word < words; word++) {
    sum += wordScores[word]!;
    wordScores[word] = 0;
  }
  return sum;
}
