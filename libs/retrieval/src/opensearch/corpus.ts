import type { IndexSchema, ProductState } from '@weir/catalogue';
import { hash32 } from '@weir/text';
import { Dictionary } from '../words/dictionary.js';
import { FormOrder } from '../words/form-order.js';
import type { CorpusStatistics } from '../words/query-statistics.js';
import type { ProductDocument } from './document.js';
import { separator, splitShownKey } from './value-keys.js';

/** What is counted of a product: read from its state alone, so that it can be subtracted again. */
export interface CountedProduct {
  readonly state: ProductState;
  readonly hasVector: boolean;
}

/**
 * The dictionary and the counts of the whole index, mirrored in this process: a word's terms, its spellings and its
 * document frequency are known before a query is sent, so that one round trip answers it.
 */
export class Corpus {
  readonly dictionary = new Dictionary();
  readonly order = new FormOrder(this.dictionary);
  readonly valueFields = new Set<string>();
  /** How a value of a facet is shown, by its key: as it was spelled first. */
  readonly spellings = new Map<string, string>();
  documents = 0;
  /** Products that have a vector. */
  vectors = 0;
  /** Highest version of a live product. */
  lastVersion = 0;
  /** Sum of the live products' versions: together with `documents` it changes with every write. */
  versionSum = 0;
  /** Sum of field lengths. */
  readonly lengthSums: Float64Array;

  constructor(readonly schema: IndexSchema) {
    this.lengthSums = new Float64Array(schema.fields.length);
  }

  statistics(): CorpusStatistics {
    const averages = this.lengthSums.map((sum) => (this.documents === 0 ? 0 : sum / this.documents));
    return { dictionary: this.dictionary, documents: this.documents, averages };
  }

  add(product: CountedProduct, version: number): void {
    this.count(product, version, 1);
    this.lastVersion = Math.max(this.lastVersion, version);
  }

  subtract(product: CountedProduct, version: number): void {
    this.count(product, version, -1);
  }

  /** Learns the words and the values of a product that has been written. */
  learn({ forms, values, value_fields: fields }: Pick<ProductDocument, 'forms' | 'values' | 'value_fields'>): void {
    for (const pair of forms) this.learnForm(pair);
    for (const shown of values) {
      const [key, value] = splitShownKey(shown);
      if (!this.spellings.has(key)) this.spellings.set(key, value);
    }
    for (const field of fields) this.valueFields.add(field);
    if (this.order.stale()) this.sortForms();
  }

  /** Learns a form and its term, as a document pairs them. */
  learnForm(pair: string): void {
    const [form = '', term = ''] = pair.split(separator);
    this.dictionary.intern({ form, term, hash: hash32(term) });
  }

  sortForms(): void {
    const sorting = this.order.sort();
    while (sorting.next().done !== true);
  }

  private count({ state: { tokens, ends }, hasVector }: CountedProduct, version: number, sign: 1 | -1): void {
    this.documents += sign;
    this.versionSum += sign * version;
    if (hasVector) this.vectors += sign;
    ends.forEach((end, field) => {
      this.lengthSums[field]! += sign * (end - (ends[field - 1] ?? 0));
    });
    const { dictionary } = this;
    for (const hash of new Set(tokens)) {
      const ordinal = dictionary.find(hash);
      if (ordinal >= 0) dictionary.frequencies[ordinal]! += sign;
    }
  }
}
