import type { IndexSchema } from '@weir/catalogue';
import type { Client } from '@opensearch-project/opensearch';
import { hash32 } from '@weir/text';
import { asked } from '@weir/opensearch';
import { Corpus } from './corpus.js';
import { lengthField } from './mapping.js';
import { splitShownKey } from './value-keys.js';

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
  for await (const [pair] of distinct(client, index, 'forms')) corpus.learnForm(pair);
  for await (const [term, frequency] of distinct(client, index, 'terms')) {
    const ordinal = dictionary.find(hash32(term));
    if (ordinal >= 0) dictionary.frequencies[ordinal]! += frequency;
  }
  await readSpellings(client, index, corpus.spellings);
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

/** Of several spellings of a value the one that came first. */
async function readSpellings(client: Client, index: string, spellings: Map<string, string>): Promise<void> {
  const versions = new Map<string, number>();
  for await (const [shown, , version] of distinct(client, index, 'values')) {
    const [key, value] = splitShownKey(shown);
    if (version >= (versions.get(key) ?? Infinity)) continue;
    versions.set(key, version);
    spellings.set(key, value);
  }
}

/** Every distinct value of a keyword field, how many products have it and the lowest of their versions, page by page. */
async function* distinct(
  client: Client,
  index: string,
  field: string,
): AsyncGenerator<readonly [value: string, products: number, version: number]> {
  let after: { readonly value: string } | undefined;
  const first = { min: { field: 'version' } };
  do {
    const composite = { size: pageSize, sources: [{ value: { terms: { field } } }], ...(after && { after }) };
    const body: object = { size: 0, track_total_hits: false, aggs: { page: { composite, aggs: { first } } } };
    const { aggregations } = await asked<PageAnswer>('reading the dictionary', client.search({ index, body }));
    const { buckets, after_key: next } = aggregations.page;
    for (const { key, doc_count: count, first: version } of buckets) yield [key.value, count, version.value];
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
      readonly buckets: readonly {
        readonly key: { readonly value: string };
        readonly doc_count: number;
        readonly first: { readonly value: number };
      }[];
      readonly after_key?: { readonly value: string };
    };
  };
}
