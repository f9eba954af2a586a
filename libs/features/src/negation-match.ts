import type { ProductState } from '@weir/catalogue';
import { hash32, stem } from '@weir/text';
import type { QueryProfile } from './query-profile.js';
import type { TermHits } from './term-hits.js';

/** What products say of the words that the query negates: columns, NaN for a query that negates none. */
export interface NegationMatch {
  /** Share of the negated words that the product says it lacks: "without cord", "no cord", "cord free", "cordless". */
  readonly said: Float64Array;
  /** Share that the title has, and nothing in the product says that it lacks. */
  readonly violated: Float64Array;
  /** The same of the whole product. */
  readonly mentioned: Float64Array;
}

export interface NegationInput {
  readonly profile: QueryProfile;
  readonly states: readonly (ProductState | undefined)[];
  /** Fields of the title. */
  readonly titleFields: readonly number[];
}

export function matchNegation(input: NegationInput, hits: TermHits): NegationMatch {
  const { profile, states } = input;
  const column = (): Float64Array => new Float64Array(states.length).fill(NaN);
  const columns = { said: column(), violated: column(), mentioned: column() };
  const total = profile.negated.reduce((sum, value) => sum + value, 0);
  if (total === 0) return columns;
  const flags = new Uint8Array(profile.words);
  for (let i = 0; i < states.length; i++) {
    const state = states[i];
    if (state === undefined) continue;
    flags.fill(0);
    flagLacking(state, profile.lacking, flags);
    for (let field = 0; field < hits.fields; field++) flagHits(input, hits, { candidate: i, field, flags });
    let [said, violated, mentioned] = [0, 0, 0];
    for (const flag of flags) {
      if ((flag & saidIt) > 0) said++;
      else if (flag > 0) mentioned++;
      if (flag === inTitle || flag === (inTitle | inText)) violated++;
    }
    columns.said[i] = said / total;
    columns.violated[i] = violated / total;
    columns.mentioned[i] = mentioned / total;
  }
  return columns;
}

/** Bits of what a product has of one word. */
const inTitle = 1;
const inText = 2;
const saidIt = 4;

function flagLacking({ tokens }: ProductState, lacking: ReadonlyMap<number, number>, flags: Uint8Array): void {
  for (const token of tokens) {
    const word = lacking.get(token);
    if (word !== undefined) flags[word]! |= saidIt;
  }
}

const before = new Set(
  ['without', 'no', 'not', 'non', 'zero', 'excludes', 'excluding'].map((word) => hash32(stem(word))),
);
const after = new Set(['free', 'less'].map((word) => hash32(stem(word))));
/** Tokens between a negation and its word: "no annoying power cord". */
const distance = 3;

function flagHits(
  { profile, states, titleFields }: NegationInput,
  hits: TermHits,
  { candidate, field, flags }: { candidate: number; field: number; flags: Uint8Array },
): void {
  const { tokens, ends } = states[candidate]!;
  const start = field === 0 ? 0 : ends[field - 1]!;
  const row = candidate * hits.fields + field;
  for (let hit = hits.first[row]!; hit < hits.first[row + 1]!; hit++) {
    const { words, weights } = profile.terms[hits.term[hit]!]!;
    const place = start + hits.place[hit]!;
    for (let at = 0; at < words.length; at++) {
      // A prefix ("cord" of "cordless") or a typo is no mention.
      if (weights[at] !== 1 || profile.negated[words[at]!] === 0) continue;
      const lacks = isNegated(tokens, place, { start, end: ends[field]! });
      flags[words[at]!]! |= lacks ? saidIt : titleFields.includes(field) ? inTitle : inText;
    }
  }
}

function isNegated(tokens: Uint32Array, place: number, { start, end }: { start: number; end: number }): boolean {
  for (let at = Math.max(start, place - distance); at < place; at++) if (before.has(tokens[at]!)) return true;
  return place + 1 < end && after.has(tokens[place + 1]!);
}
