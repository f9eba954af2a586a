/** How well some text of each candidate matches each word of the query: 0 not at all, 1 exactly. */
export interface WordWeights {
  readonly words: number;
  /** A row a candidate, a column a word. */
  readonly table: Float64Array;
}

/** The better of all texts, word by word. */
export function bestWeights(texts: readonly WordWeights[]): WordWeights {
  const table = texts[0]!.table.slice();
  for (const { table: other } of texts.slice(1))
    for (let at = 0; at < table.length; at++) if (other[at]! > table[at]!) table[at] = other[at]!;
  return { words: texts[0]!.words, table };
}

/** Column of the weight of one word; NaN where `known` is, and for no word (-1). */
export function weightsOf({ words, table }: WordWeights, word: number, known: Float64Array): Float64Array {
  const column = new Float64Array(known.length);
  for (let i = 0; i < known.length; i++)
    column[i] = word < 0 || Number.isNaN(known[i]!) ? NaN : table[i * words + word]!;
  return column;
}

/** Column of the mean weight, each word counting for what `by` gives it; NaN where `known` is, and where no word counts. */
export function meanWeights({ words, table }: WordWeights, by: Float64Array, known: Float64Array): Float64Array {
  let total = 0;
  for (let word = 0; word < words; word++) total += by[word]!;
  const column = new Float64Array(known.length);
  for (let i = 0, at = 0; i < known.length; i++) {
    let sum = 0;
    for (let word = 0; word < words; word++, at++) sum += table[at]! * by[word]!;
    column[i] = Number.isNaN(known[i]!) ? NaN : sum / total;
  }
  return column;
}
