import { analyzeQuery } from '@weir/text';

/** What else stands for a term of a query, by the hash of the term. */
export type Synonyms = ReadonlyMap<number, readonly SynonymTerm[]>;

interface SynonymTerm {
  readonly term: string;
  readonly hash: number;
}

/**
 * Reads rules in the format of Solr and OpenSearch, one a line: `tv, television` (each stands for the others),
 * `couch, settee => sofa` (the left ones for the right ones only), `#` begins a comment. An entry is one word, read as a
 * query's words are: whatever its case, its accents and its ending.
 * @throws RangeError naming the line of a rule that says nothing, or an entry of several words
 */
export function parseSynonyms(text: string): Synonyms {
  const synonyms = new Map<number, SynonymTerm[]>();
  text.split('\n').forEach((line, index) => {
    const rule = line.replace(/#.*/, '').trim();
    if (rule === '') return;
    const [from = [], to = from, ...more] = rule.split('=>').map((side) => entriesOf(side, index + 1));
    const isRule = more.length === 0 && from.length > 0 && to.length > (to === from ? 1 : 0);
    if (!isRule) throw new RangeError(`line ${index + 1}: give "a, b" or "a => b", not "${rule}"`);
    for (const { hash } of from) {
      const known = synonyms.get(hash) ?? [];
      known.push(...to.filter((entry) => entry.hash !== hash && !known.some((other) => other.hash === entry.hash)));
      synonyms.set(hash, known);
    }
  });
  return synonyms;
}

function entriesOf(side: string, line: number): readonly SynonymTerm[] {
  const entries = side.split(',').map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '').map((entry) => toTerm(entry, line));
}

/** The term of an entry: of what is written together (`wi-fi`) the whole. */
function toTerm(entry: string, line: number): SynonymTerm {
  const words = analyzeQuery(entry);
  const term =
    words.length === 1
      ? words[0]!.alternatives[0]!
      : words[0]?.alternatives.find(
          ({ kind, hash }) =>
            kind === 'whole' && words.every((word) => word.alternatives.some((one) => one.hash === hash)),
        );
  if (term === undefined) throw new RangeError(`line ${line}: "${entry}" is not one word: give single words`);
  return { term: term.term, hash: term.hash };
}
