import type { ProductState } from '@weir/catalogue';
import type { QueryStatistics } from '@weir/retrieval';
import { type PhraseMatch, PhraseMatcher } from './phrase-matcher.js';
import { bm25, type QueryProfile } from './query-profile.js';
import { type Role, roles } from './roles.js';

/** How the query matches one role of each candidate: columns, one value a candidate, NaN where it has no such text. */
interface RoleMatch {
  /** Tokens. */
  readonly length: Float64Array;
  readonly bm25: Float64Array;
  /** Share of the query's words matched, a typo or prefix match counting for its weight. */
  readonly coverage: Float64Array;
  /** The same, weighted by idf. */
  readonly idfCoverage: Float64Array;
  /** Share of the role's tokens that the query asks for. */
  readonly precision: Float64Array;
}

export interface Matches extends Readonly<Record<Role, RoleMatch>> {
  readonly titlePhrase: PhraseMatch;
  readonly textPhrase: PhraseMatch;
  /** Over all roles together. */
  readonly anywhere: Pick<RoleMatch, 'coverage' | 'idfCoverage'> & {
    readonly rarestWord: Float64Array;
    /** Share of the query's words with a digit, and of its model numbers, sizes and measures; NaN if it has none. */
    readonly numbers: Float64Array;
    readonly codes: Float64Array;
  };
  readonly titleNumbers: {
    /** Share of the query's words with a digit that the title has; NaN if it has none. */
    readonly matched: Float64Array;
    /** Tokens with a digit that the query does not ask for. */
    readonly others: Float64Array;
  };
}

export interface MatchInput {
  readonly profile: QueryProfile;
  readonly statistics: QueryStatistics;
  readonly fields: Readonly<Record<Role, readonly number[]>>;
  readonly states: readonly (ProductState | undefined)[];
}

/** Matches every candidate in one pass over its tokens. */
export function matchCandidates(input: MatchInput): Matches {
  const { profile, states } = input;
  const n = states.length;
  const column = (): Float64Array => new Float64Array(n).fill(NaN);
  const role = (): RoleMatch => ({
    length: column(),
    bm25: column(),
    coverage: column(),
    idfCoverage: column(),
    precision: column(),
  });
  const titlePhrase = new PhraseMatcher(profile, n);
  const textPhrase = new PhraseMatcher(profile, n);
  const phrases: Partial<Record<Role, PhraseMatcher>> = { title: titlePhrase, text: textPhrase };
  const matches: Matches = {
    title: role(),
    text: role(),
    brand: role(),
    category: role(),
    attributes: role(),
    titlePhrase: titlePhrase.match,
    textPhrase: textPhrase.match,
    anywhere: { coverage: column(), idfCoverage: column(), rarestWord: column(), numbers: column(), codes: column() },
    titleNumbers: { matched: column(), others: column() },
  };
  const scratch: Scratch = {
    frequencies: new Float64Array(profile.terms.length),
    wordWeight: new Float64Array(profile.words),
    wordScore: new Float64Array(profile.words),
    anyWeight: new Float64Array(profile.words),
  };
  for (let i = 0; i < n; i++) {
    const state = states[i];
    if (state === undefined) continue;
    scratch.anyWeight.fill(0);
    for (const name of roles) {
      const matched = matchRole(input, { state, fields: input.fields[name], phrase: phrases[name] }, scratch);
      if (matched.length === 0) continue;
      store(matches[name], i, summarise(profile, matched, scratch));
      if (name === 'title')
        storeTitleNumbers(matches.titleNumbers, i, { profile, scratch, others: matched.otherNumbers });
      phrases[name]?.finish(i);
    }
    storeAnywhere(matches.anywhere, i, profile, scratch.anyWeight);
  }
  return matches;
}

interface Scratch {
  /** Length-normalised frequency of each term. */
  readonly frequencies: Float64Array;
  /** Best weight and best BM25 of each word's terms in the role. */
  readonly wordWeight: Float64Array;
  readonly wordScore: Float64Array;
  /** Best weight over the roles. */
  readonly anyWeight: Float64Array;
}

interface RoleText {
  readonly state: ProductState;
  readonly fields: readonly number[];
  readonly phrase: PhraseMatcher | undefined;
}

interface RoleCounts {
  readonly length: number;
  /** Tokens that are terms of the query. */
  readonly matched: number;
  /** Tokens with a digit that are not. */
  readonly otherNumbers: number;
}

/** Tokens between the end of one field and the start of the next, so that no phrase reaches over. */
const fieldGap = 100;

/** Counts the query's terms in the fields of one role, and gives the places to the phrase matcher. */
function matchRole(input: MatchInput, { state, fields, phrase }: RoleText, { frequencies }: Scratch): RoleCounts {
  const { termHash, firstTerm, nextTerm } = input.profile;
  const mask = firstTerm.length - 1;
  frequencies.fill(0);
  let [length, matched, otherNumbers, base] = [0, 0, 0, 0];
  for (const field of fields) {
    const tokens = state.fields[field]!;
    if (tokens.length === 0) continue;
    const average = input.statistics.averageLength[field]!;
    const share = 1 / (1 - bm25.b + (average > 0 ? (bm25.b * tokens.length) / average : bm25.b));
    for (let p = 0; p < tokens.length; p++) {
      const hash = tokens[p]!;
      let term = firstTerm[hash & mask]!;
      while (term >= 0 && termHash[term] !== hash) term = nextTerm[term]!;
      if (term < 0) {
        otherNumbers += hash >>> 31;
        continue;
      }
      frequencies[term]! += share;
      matched++;
      if (phrase !== undefined) phrase.add(base + p, term);
    }
    length += tokens.length;
    base += tokens.length + fieldGap;
  }
  return { length, matched, otherNumbers };
}

/** Best weight and score of each word, then the role's figures. */
function summarise(
  { terms, words, wordIdf, totalIdf }: QueryProfile,
  { length, matched }: RoleCounts,
  { frequencies, wordWeight, wordScore, anyWeight }: Scratch,
): Readonly<Record<keyof RoleMatch, number>> {
  wordWeight.fill(0);
  wordScore.fill(0);
  if (matched > 0) {
    for (let t = 0; t < terms.length; t++) {
      const frequency = frequencies[t]!;
      if (frequency === 0) continue;
      const term = terms[t]!;
      const score = (term.idf * frequency * (bm25.k1 + 1)) / (frequency + bm25.k1);
      for (let at = 0; at < term.words.length; at++) {
        const word = term.words[at]!;
        const weight = term.weights[at]!;
        if (weight > wordWeight[word]!) wordWeight[word] = weight;
        if (weight * score > wordScore[word]!) wordScore[word] = weight * score;
      }
    }
  }
  let [score, coverage, idfCoverage] = [0, 0, 0];
  for (let word = 0; word < words; word++) {
    const weight = wordWeight[word]!;
    score += wordScore[word]!;
    coverage += weight;
    idfCoverage += weight * wordIdf[word]!;
    if (weight > anyWeight[word]!) anyWeight[word] = weight;
  }
  return {
    length,
    bm25: score,
    coverage: coverage / words,
    idfCoverage: idfCoverage / totalIdf,
    precision: matched / length,
  };
}

function store(match: RoleMatch, i: number, values: Readonly<Record<keyof RoleMatch, number>>): void {
  match.length[i] = values.length;
  match.bm25[i] = values.bm25;
  match.coverage[i] = values.coverage;
  match.idfCoverage[i] = values.idfCoverage;
  match.precision[i] = values.precision;
}

function storeTitleNumbers(
  numbers: Matches['titleNumbers'],
  i: number,
  { profile, scratch, others }: { profile: QueryProfile; scratch: Scratch; others: number },
): void {
  numbers.matched[i] = shareMatched(scratch.wordWeight, profile.isNumber);
  numbers.others[i] = others;
}

function storeAnywhere(anywhere: Matches['anywhere'], i: number, profile: QueryProfile, weights: Float64Array): void {
  let [coverage, idfCoverage] = [0, 0];
  for (let word = 0; word < profile.words; word++) {
    coverage += weights[word]!;
    idfCoverage += weights[word]! * profile.wordIdf[word]!;
  }
  anywhere.coverage[i] = coverage / profile.words;
  anywhere.idfCoverage[i] = idfCoverage / profile.totalIdf;
  anywhere.rarestWord[i] = weights[profile.rarestWord] ?? NaN;
  anywhere.numbers[i] = shareMatched(weights, profile.isNumber);
  anywhere.codes[i] = shareMatched(weights, profile.isCode);
}

/** Mean weight over the words that `among` marks; NaN if it marks none. */
function shareMatched(weights: Float64Array, among: Uint8Array): number {
  let [sum, count] = [0, 0];
  for (let word = 0; word < among.length; word++) {
    if (among[word] === 0) continue;
    sum += weights[word]!;
    count++;
  }
  return sum / count;
}
