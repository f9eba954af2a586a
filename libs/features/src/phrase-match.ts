import type { RoleText } from './match-input.js';
import type { QueryProfile } from './query-profile.js';
import type { TermHits } from './term-hits.js';

/** Where and in which order the query's words stand in a text: columns, one value a candidate, NaN where there is no text. */
export interface PhraseMatch {
  /** Token index of the first match; NaN without one. */
  readonly firstPosition: Float64Array;
  /** Share of the query's neighbouring word pairs that are neighbours in this order; NaN for fewer than two words. */
  readonly bigrams: Float64Array;
  /** Longest run of neighbouring query words found as a phrase, as a share of the query. */
  readonly longestRun: Float64Array;
  /** Share of the matched words, each against the next matched one, whose first places ascend; NaN for fewer than two. */
  readonly order: Float64Array;
  /** Distinct words matched divided by the tokens of the shortest stretch that holds them all; NaN without a match. */
  readonly proximity: Float64Array;
  /** 1 if the query's first, last, rarest word is matched, else 0. */
  readonly firstWord: Float64Array;
  readonly lastWord: Float64Array;
  readonly rarestWord: Float64Array;
}

/** Tokens between the end of one field and the start of the next, so that no phrase reaches over. */
const fieldGap = 100;

/** Finds the query's phrases in the texts of one role. */
export function matchPhrases(profile: QueryProfile, hits: TermHits, { fields, length }: RoleText): PhraseMatch {
  const matcher = new PhraseMatcher(profile, length.length);
  for (let i = 0; i < length.length; i++) {
    if (Number.isNaN(length[i]!)) continue;
    let base = 0;
    for (const field of fields) {
      const row = i * hits.fields + field;
      if (hits.length[row] === 0) continue;
      for (let hit = hits.first[row]!; hit < hits.first[row + 1]!; hit++)
        matcher.add(base + hits.place[hit]!, hits.term[hit]!);
      base += hits.length[row]! + fieldGap;
    }
    matcher.finish(i);
  }
  return matcher.match;
}

/** Places beyond these are not looked at: what a description repeats for the hundredth time says nothing. */
const maximumPlaces = 256;

/** Collects the places of the query's terms in one text at a time; memory is used again for the next candidate. */
class PhraseMatcher {
  readonly match: PhraseMatch;
  readonly #profile: QueryProfile;
  // One entry a (place, stretch of words): a joined compound covers several words at one place.
  readonly #position = new Int32Array(maximumPlaces);
  readonly #first = new Int32Array(maximumPlaces);
  readonly #last = new Int32Array(maximumPlaces);
  readonly #run = new Int32Array(maximumPlaces);
  #places = 0;
  readonly #firstPlace: Int32Array;
  readonly #pairSeen: Uint8Array;
  readonly #inWindow: Int32Array;

  constructor(profile: QueryProfile, candidates: number) {
    const column = (): Float64Array => new Float64Array(candidates).fill(NaN);
    this.#profile = profile;
    this.#firstPlace = new Int32Array(profile.words);
    this.#pairSeen = new Uint8Array(profile.words);
    this.#inWindow = new Int32Array(profile.words);
    this.match = {
      firstPosition: column(),
      bigrams: column(),
      longestRun: column(),
      order: column(),
      proximity: column(),
      firstWord: column(),
      lastWord: column(),
      rarestWord: column(),
    };
  }

  /** Takes a place of a term; places come in ascending order. */
  add(position: number, term: number): void {
    const { stretches } = this.#profile.terms[term]!;
    for (let at = 0; at < stretches.length && this.#places < maximumPlaces; at++) {
      const stretch = stretches[at]!;
      this.#position[this.#places] = position;
      this.#first[this.#places] = stretch[0];
      this.#last[this.#places] = stretch[1];
      this.#places++;
    }
  }

  /** Writes the candidate's row and forgets its places. */
  finish(candidate: number): void {
    const { words, rarestWord } = this.#profile;
    const distinct = this.#findFirstPlaces();
    const { match } = this;
    match.longestRun[candidate] = this.#followPhrases() / words;
    match.bigrams[candidate] = words > 1 ? this.#pairsSeen() / (words - 1) : NaN;
    match.order[candidate] = this.#shareAscending();
    if (words > 0) {
      match.firstWord[candidate] = this.#has(0);
      match.lastWord[candidate] = this.#has(words - 1);
      match.rarestWord[candidate] = this.#has(rarestWord);
    }
    if (distinct > 0) {
      match.firstPosition[candidate] = this.#position[0]!;
      match.proximity[candidate] = Math.min(1, distinct / this.#shortestStretch(distinct));
    }
    this.#places = 0;
  }

  #has(word: number): 0 | 1 {
    return this.#firstPlace[word]! >= 0 ? 1 : 0;
  }

  #findFirstPlaces(): number {
    // Calls of fill() would cost more than the few words that a query has; so below.
    for (let word = 0; word < this.#firstPlace.length; word++) this.#firstPlace[word] = -1;
    let distinct = 0;
    for (let at = 0; at < this.#places; at++) {
      for (let word = this.#first[at]!; word <= this.#last[at]!; word++) {
        if (this.#firstPlace[word]! >= 0) continue;
        this.#firstPlace[word] = this.#position[at]!;
        distinct++;
      }
    }
    return distinct;
  }

  /** Longest phrase in words; marks the neighbouring pairs of the query that are neighbours here. */
  #followPhrases(): number {
    for (let pair = 0; pair < this.#pairSeen.length; pair++) this.#pairSeen[pair] = 0;
    let longest = 0;
    for (let at = 0; at < this.#places; at++) {
      const first = this.#first[at]!;
      let run = this.#last[at]! - first + 1;
      for (let pair = first; pair < this.#last[at]!; pair++) this.#pairSeen[pair] = 1;
      for (let before = at - 1; before >= 0 && this.#position[before]! >= this.#position[at]! - 1; before--) {
        if (this.#position[before] !== this.#position[at]! - 1 || this.#last[before] !== first - 1) continue;
        this.#pairSeen[first - 1] = 1;
        run = Math.max(run, this.#last[at]! - first + 1 + this.#run[before]!);
      }
      this.#run[at] = run;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  #pairsSeen(): number {
    let pairs = 0;
    for (const seen of this.#pairSeen) pairs += seen;
    return pairs;
  }

  #shareAscending(): number {
    let [before, ascending, pairs] = [-1, 0, 0];
    for (const place of this.#firstPlace) {
      if (place < 0) continue;
      if (before >= 0) {
        pairs++;
        if (place >= before) ascending++;
      }
      before = place;
    }
    return ascending / pairs;
  }

  /** Tokens of the shortest stretch that holds all distinct matched words. */
  #shortestStretch(distinct: number): number {
    if (distinct === 1 || this.#places === 1) return 1;
    for (let word = 0; word < this.#inWindow.length; word++) this.#inWindow[word] = 0;
    let [missing, start, shortest] = [distinct, 0, Infinity];
    for (let end = 0; end < this.#places; end++) {
      missing -= this.#shift(end, 1);
      for (; missing === 0; start++) {
        shortest = Math.min(shortest, this.#position[end]! - this.#position[start]! + 1);
        missing += this.#shift(start, -1);
      }
    }
    return shortest;
  }

  /** Lets a place into the window or out of it; says how many words thereby came in, or are gone. */
  #shift(place: number, by: 1 | -1): number {
    let changed = 0;
    for (let word = this.#first[place]!; word <= this.#last[place]!; word++) {
      const before = this.#inWindow[word]!;
      this.#inWindow[word] = before + by;
      if (Math.min(before, before + by) === 0) changed++;
    }
    return changed;
  }
}
