import { matchNegation, type NegationMatch } from './negation-match.js';
import type { MatchInput, RoleText } from './match-input.js';
import { matchPhrases, type PhraseMatch } from './phrase-match.js';
import { matchRole, type RoleMatch } from './role-match.js';
import type { Role } from './roles.js';
import { findTerms, type TermHits } from './term-hits.js';
import { bestWeights, meanWeights, weightsOf } from './word-weights.js';

/** Columns, one value a candidate, NaN where it has no such text. */
export interface Matches extends Readonly<Record<Role, RoleMatch>> {
  readonly negation: NegationMatch;
  readonly titlePhrase: PhraseMatch;
  readonly textPhrase: PhraseMatch;
  /** Over all roles together. */
  readonly anywhere: Pick<RoleMatch, 'coverage' | 'idfCoverage'> & {
    readonly rarestWord: Float64Array;
    /** Share of the query's words with a digit, and of its model numbers, sizes and measures; NaN if it has none. */
    readonly numbers: Float64Array;
    readonly codes: Float64Array;
  };
  /** Share of the words that the query wants, rare ones counting more (idf). */
  readonly asked: { readonly title: Float64Array; readonly anywhere: Float64Array };
  readonly titleNumbers: {
    /** Share of the query's words with a digit that the title has; NaN if it has none. */
    readonly matched: Float64Array;
    /** Tokens with a digit that the query does not ask for. */
    readonly others: Float64Array;
  };
}

/** Matches every candidate: one pass over its tokens, then what is made of the few that are terms of the query. */
export function matchCandidates(input: MatchInput): Matches {
  const { profile, statistics, fields, states } = input;
  const hits = findTerms(profile, states, statistics.averageLength.length);
  const role = (name: Role): RoleMatch => matchRole(input, hits, fields[name]);
  const [title, text, brand] = [role('title'), role('text'), role('brand')];
  const [category, attributes] = [role('category'), role('attributes')];
  const anywhere = bestWeights([title, text, brand, category, attributes].map(({ weights }) => weights));
  const known = new Float64Array(states.length);
  for (let i = 0; i < known.length; i++) if (states[i] === undefined) known[i] = NaN;
  const idfCoverage = meanWeights(anywhere, profile.wordIdf, known);
  return {
    title,
    text,
    brand,
    category,
    attributes,
    negation: matchNegation({ profile, states, titleFields: fields.title }, hits),
    titlePhrase: matchPhrases(profile, hits, { fields: fields.title, length: title.length }),
    textPhrase: matchPhrases(profile, hits, { fields: fields.text, length: text.length }),
    anywhere: {
      coverage: meanWeights(anywhere, profile.wordOne, known),
      idfCoverage,
      rarestWord: weightsOf(anywhere, profile.rarestWord, known),
      numbers: meanWeights(anywhere, profile.isNumber, known),
      codes: meanWeights(anywhere, profile.isCode, known),
    },
    asked: profile.asked.includes(0)
      ? {
          title: meanWeights(title.weights, profile.askedIdf, title.length),
          anywhere: meanWeights(anywhere, profile.askedIdf, known),
        }
      : { title: title.idfCoverage, anywhere: idfCoverage },
    titleNumbers: {
      matched: meanWeights(title.weights, profile.isNumber, title.length),
      others: otherNumbers(input, hits, { fields: fields.title, length: title.length }),
    },
  };
}

/** Tokens with a digit that are no terms of the query. */
function otherNumbers({ states, profile }: MatchInput, hits: TermHits, { fields, length }: RoleText): Float64Array {
  const column = new Float64Array(states.length).fill(NaN);
  for (let i = 0; i < states.length; i++) {
    const state = states[i];
    if (state === undefined || Number.isNaN(length[i]!)) continue;
    const { tokens, ends } = state;
    let count = 0;
    for (const field of fields) {
      for (let place = field === 0 ? 0 : ends[field - 1]!; place < ends[field]!; place++)
        count += digitBit(tokens[place]!);
      const row = i * hits.fields + field;
      for (let hit = hits.first[row]!; hit < hits.first[row + 1]!; hit++)
        count -= digitBit(profile.termHash[hits.term[hit]!]!);
    }
    column[i] = count;
  }
  return column;
}

/** 1 for the hash of a token with a digit, else 0: as `hasDigit` in libs/text, without the call for every token. */
function digitBit(hash: number): number {
  return hash >>> 31;
}
