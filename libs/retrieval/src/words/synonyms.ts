import { analyzeQuery, type QueryWord } from '@weir/text';

/** What else stands for words of a query, by the hash of the first term of those words. */
export type Synonyms = ReadonlyMap<number, readonly SynonymRule[]>;

/** Neighbouring words that others stand for. */
interface SynonymRule {
  /** Hashes of their terms, in order. */
  readonly from: readonly number[];
  readonly to: readonly Synonym[];
}

/** What a product says instead: all of these terms, in any order. By their hashes. */
export type Synonym = readonly number[];

/** Words of an entry: more are a sentence, that no query and no product has. */
const longestEntry = 8;

/**
 * Reads rules in the format of Solr and OpenSearch, one a line: `tv, television set` (each stands for the others),
 * `couch, settee => sofa` (the left ones for the right ones only), `#` begins a comment. Words are read as a query's are:
 * whatever their case, their accents and their ending.
 * @throws RangeError naming the line of a rule that says nothing, or of an entry of more than eight words
 */
export function parseSynonyms(text: string): Synonyms {
  const rules = new Map<string, { readonly from: Synonym; readonly to: Synonym[] }>();
  text.split('\n').forEach((line, index) => {
    const rule = line.replace(/#.*/, '').trim();
    if (rule === '') return;
    const [from = [], to = from, ...more] = rule.split('=>').map((side) => entriesOf(side, index + 1));
    const isRule = more.length === 0 && from.length > 0 && to.length > (to === from ? 1 : 0);
    if (!isRule) throw new RangeError(`line ${index + 1}: give "a, b" or "a => b", not "${rule}"`);
    for (const entry of from) {
      const name = nameOf(entry);
      const known = rules.get(name) ?? { from: entry, to: [] };
      const isNew = (other: Synonym): boolean =>
        nameOf(other) !== name && !known.to.some((each) => nameOf(each) === nameOf(other));
      known.to.push(...to.filter(isNew));
      rules.set(name, known);
    }
  });
  return byFirst([...rules.values()]);
}

/** What stands for the words of a query, each with the words that it stands for. */
export function synonymsOf(
  words: readonly QueryWord[],
  synonyms: Synonyms,
): readonly { readonly synonym: Synonym; readonly first: number; readonly last: number }[] {
  return words.flatMap((word, first) =>
    statedTerms(word)
      .flatMap((hash) => synonyms.get(hash) ?? [])
      .flatMap(({ from, to }) => {
        const end = endOf(words, first, from);
        return end === undefined ? [] : to.map((synonym) => ({ synonym, first, last: end - 1 }));
      }),
  );
}

/** The word after those from `first` on that say these terms; undefined where they do not. */
function endOf(words: readonly QueryWord[], first: number, terms: Synonym): number | undefined {
  let at = first;
  for (const term of terms) {
    const begun = at;
    // What is written together (`wi-fi`) is several words, of which each has the whole.
    while (at < words.length && statedTerms(words[at]!).includes(term) && (at === begun || isWhole(words[at]!, term)))
      at += 1;
    if (at === begun) return undefined;
  }
  return at;
}

/** What the query says: joined with a neighbour it does not say a word. */
function statedTerms({ alternatives }: QueryWord): readonly number[] {
  return alternatives.filter(({ kind }) => kind !== 'joined').map(({ hash }) => hash);
}

function isWhole({ alternatives }: QueryWord, term: number): boolean {
  return alternatives.some(({ kind, hash }) => kind === 'whole' && hash === term);
}

function entriesOf(side: string, line: number): readonly Synonym[] {
  const entries = side.split(',').map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '').map((entry) => termsOf(entry, line));
}

/** The terms of an entry: of what is written together the whole. */
function termsOf(entry: string, line: number): Synonym {
  const words = analyzeQuery(entry);
  if (words.length === 0 || words.length > longestEntry)
    throw new RangeError(`line ${line}: "${entry}" must be one to ${longestEntry} words`);
  const terms: number[] = [];
  for (const { alternatives } of words) {
    const { hash } = alternatives.find(({ kind }) => kind === 'whole') ?? alternatives[0]!;
    if (terms.at(-1) !== hash) terms.push(hash);
  }
  return terms;
}

function byFirst(rules: readonly SynonymRule[]): Synonyms {
  const synonyms = new Map<number, SynonymRule[]>();
  for (const rule of rules) synonyms.set(rule.from[0]!, [...(synonyms.get(rule.from[0]!) ?? []), rule]);
  return synonyms;
}

function nameOf(entry: Synonym): string {
  return entry.join(' ');
}
