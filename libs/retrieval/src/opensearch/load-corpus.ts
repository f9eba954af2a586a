import type { IndexSchema } from '@weir/catalogue';
import type { Client } from '@opensearch-project/opensearch';
import { hash32 } from '@weir/text';
import { Corpus } from './corpus.js';
import { asked } from './error.js';
import { lengthField } from './mapping.js';
import { separator } from './value-keys.js';

/** Counts of an index that one cheap request gives. */
export interface CorpusCounts {
  readonly documents: number;
  readonly vectors: number;
  readonly lastVersion: number;
  readonly versionSum: number;
  readonly lengthSums: readonly number[];
  readonly valueFields: readonly string[];
}

/** Reads the dictionary and the counts of an index. */
export async function loadCorpus(client: Client, index: string, schema: IndexSchema): Promise<Corpus> {
  const corpus = new Corpus(schema);
  const { lengthSums, valueFields, ...counts } = await readCounts(client, index, schema);
  Object.assign(corpus, counts);
  corpus.lengthSums.set(lengthSums);
  for (const field of valueFields) corpus.valueFields.add(field);
  const { dictionary } = corpus;
  for await (const [pair] of distinct(client, index, 'forms')) {
    const [form = '', term = ''] = pair.split(separator);
    dictionary.intern({ form, term, hash: hash32(term) });
  }
  for await (const [term, frequency] of distinct(client, index, 'terms')) {
    const ordinal = dictionary.find(hash32(term));
    if (ordinal >= 0) dictionary.frequencies[ordinal]! += frequency;
  }
  corpus.sortForms();
  return corpus;
}

/** Counts what an index holds. */
export async function readCounts(client: Client, index: string, { fields }: IndexSchema): Promise<CorpusCounts> {
  const lengths = fields.map((_, field) => [lengthField(field), { sum: { field: lengthField(field) } }] as const);
  const body: object = {
    size: 0,
    track_total_hits: true,
    aggs: {
      last: { max: { field: 'version' } },
      versions: { sum: { field: 'version' } },
      vectors: { value_count: { field: 'stamp' } },
      value_fields: { terms: { field: 'value_fields', size: mostFields } },
      ...Object.fromEntries(lengths),
    },
  };
  const { hits, aggregations } = await asked<CountsAnswer>('counting products', client.search({ index, body }));
  const value = (name: string): number => aggregations[name]?.value ?? 0;
  return {
    documents: hits.total.value,
    vectors: value('vectors'),
    lastVersion: value('last'),
    versionSum: value('versions'),
    lengthSums: lengths.map(([name]) => value(name)),
    valueFields: (aggregations['value_fields']?.buckets ?? []).map(({ key }) => key),
  };
}

/** Every distinct value of a keyword field, with how many products have it, a page at a time. */
async function* distinct(client: Client, index: string, field: string): AsyncGenerator<readonly [string, number]> {
  let after: { readonly value: string } | undefined;
  do {
    const composite = { size: pageSize, sources: [{ value: { terms: { field } } }], ...(after && { after }) };
    const body: object = { size: 0, track_total_hits: false, aggs: { page: { composite } } };
    const { aggregations } = await asked<PageAnswer>('reading the dictionary', client.search({ index, body }));
    const { buckets, after_key: next } = aggregations.page;
    for (const { key, doc_count: count } of buckets) yield [key.value, count];
    after = next;
  } while (after !== undefined);
}

const pageSize = 20_000;
/** Attributes beyond these cannot be filtered by. */
const mostFields = 10_000;

interface CountsAnswer {
  readonly hits: { readonly total: { readonly value: number } };
  readonly aggregations: Readonly<
    Record<string, { readonly value?: number | null; readonly buckets?: readonly { readonly key: string }[] }>
  >;
}

interface PageAnswer {
  readonly aggregations: {
    readonly page: {
      readonly buckets: readonly { readonly key: { readonly value: string }; readonly doc_count: number }[];
      readonly after_key?: { readonly value: string };
    };
  };
}
