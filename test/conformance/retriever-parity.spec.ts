import path from 'node:path';
import { guessMapping, type IndexSchema, type Product, readRows, sampleRows, toProduct } from '@weir/catalogue';
import { type Qrels, readQrels, readQueries } from '@weir/evaluation';
import {
  EmbeddedRetriever,
  indexSchema,
  loadOpenSearch,
  parseSynonyms,
  type OpenSearchRetriever,
  type Retrieved,
  type RetrievalRequest,
  type Retriever,
} from '@weir/retrieval';
import { analyze } from '@weir/text';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { describeWithData } from './shared-data.js';

/**
 * The same real catalogue and queries on both adapters. What OpenSearch finds is scored by the formulas of the embedded
 * index, so that only which products reach the list can differ, where more match than it holds.
 */
describeWithData('esci', (folder) => {
  let embedded: EmbeddedRetriever;
  let openSearch: OpenSearchRetriever;
  let queries: ReadonlyMap<string, string>;
  let qrels: Qrels;
  const answers = {} as Record<Mode, readonly Pair[]>;

  beforeAll(async () => {
    const corpus = path.join(folder, 'corpus.jsonl.gz');
    const { products, schema } = await catalogue(corpus);
    queries = await readQueries(path.join(folder, 'queries.jsonl'));
    qrels = await readQrels(path.join(folder, 'qrels/train.tsv'));
    const synonyms = parseSynonyms(
      'sofa, couch\nwater bottle, drinking flask\ntv, television set\nheadphones => ear buds',
    );
    embedded = EmbeddedRetriever.create(schema, { synonyms });
    const { OpenSearchRetriever } = await loadOpenSearch();
    openSearch = await OpenSearchRetriever.open(schema, {
      nodes: [await openSearchUrl()],
      index: indexName('parity'),
      synonyms,
      // Other tests may keep the machine busy.
      searchTimeoutMs: 60_000,
    });
    for (const retriever of [embedded, openSearch]) {
      for (let from = 0; from < products.length; from += 1000) {
        const page = products.slice(from, from + 1000);
        await retriever.upsert(
          page.map((product, at) => ({ product, version: from + at + 1, vector: sketch(product.title) })),
        );
      }
    }
    await openSearch.publish();
    for (const mode of ['bm25', 'dense', 'hybrid'] as const) answers[mode] = await answersOf(mode);
  }, 600_000);

  afterAll(async () => {
    await openSearch.destroy();
    await openSearch.close();
  });

  const both = (request: RetrievalRequest): Promise<readonly [Retrieved, Retrieved]> =>
    Promise.all([embedded.retrieve(request), openSearch.retrieve(request)]);

  const answersOf = async (mode: Mode): Promise<readonly Pair[]> => {
    const pairs: Pair[] = [];
    for (const [id, query] of queries) {
      const [here, there] = await both({ ...base, query, queryVector: sketch(query), mode, facets });
      pairs.push({ id, here, there });
    }
    return pairs;
  };

  it.each([
    ['bm25', 0.98],
    ['dense', 0.98],
    ['hybrid', 0.98],
  ] as const)('%s: of the first hundred at least %d are the same on average, never less than 0.85', (mode, least) => {
    const overlaps = answers[mode].map(({ here, there }) => overlap(here, there, 100));
    console.info(`${mode}: overlap@100 mean ${mean(overlaps).toFixed(4)}, least ${Math.min(...overlaps).toFixed(2)}`);
    expect(mean(overlaps)).toBeGreaterThanOrEqual(least);
    expect(Math.min(...overlaps)).toBeGreaterThanOrEqual(0.85);
  });

  it.each(['bm25', 'hybrid'] as const)('%s: recall@100 of judged products is the same within 0.005', (mode) => {
    const recalls = { here: [] as number[], there: [] as number[] };
    for (const { id, ...pair } of answers[mode]) {
      const relevant = [...(qrels.get(id) ?? [])].filter(([, grade]) => grade > 0).map(([product]) => product);
      if (relevant.length === 0) continue;
      for (const engine of ['here', 'there'] as const) {
        const first = new Set(pair[engine].candidates.ids.slice(0, 100));
        recalls[engine].push(relevant.filter((product) => first.has(product)).length / relevant.length);
      }
    }
    const [here, there] = [mean(recalls.here), mean(recalls.there)];
    console.info(`${mode}: recall@100 embedded ${here.toFixed(4)}, opensearch ${there.toFixed(4)}`);
    expect(here).toBeGreaterThan(0.8);
    expect(Math.abs(here - there)).toBeLessThan(0.005);
  });

  it('gives a product the same scores, to the last bit', () => {
    for (const { here, there } of answers.hybrid) {
      const place = new Map(here.candidates.ids.map((id, at) => [id, at]));
      const compared = there.candidates.ids.flatMap((id, at) => {
        const other = place.get(id);
        return other === undefined ? [] : [[at, other] as const];
      });
      for (const column of ['bm25', 'cosine'] as const) {
        expect(compared.map(([at]) => there.candidates[column][at])).toEqual(
          compared.map(([, at]) => here.candidates[column][at]),
        );
      }
    }
  });

  it('counts the same: products, facets, statistics and corrections', () => {
    for (const { here, there } of answers.bm25) {
      expect(there.total).toBe(here.total);
      expect(there.facets).toEqual(here.facets);
      expect(there.statistics).toEqual(here.statistics);
      expect(there.corrections).toEqual(here.corrections);
    }
  });

  it.each<[string, RetrievalRequest['filters']]>([
    ['a price range', [{ kind: 'range', field: 'price', min: 10, max: 40 }]],
    ['a colour, whatever its spelling', [{ kind: 'any-of', field: 'color', values: ['BLACK', 'whitE'] }]],
    ['no brand of two', [{ kind: 'none-of', field: 'brand', values: ['apple', 'Amazon Basics'] }]],
    [
      'a rating and no such category',
      [
        { kind: 'range', field: 'rating', min: 4.5 },
        { kind: 'none-of', field: 'category', values: ['Books'] },
      ],
    ],
  ])(
    'keeps to filters: %s',
    async (_, filters) => {
      const [here, there] = await both({ ...base, query: '', depth: 10_000, filters });
      expect(there.total).toBe(here.total);
      expect(there.candidates.ids).toEqual(here.candidates.ids);
      const cut = { ...base, mode: 'dense', query: 'x', queryVector: sketch('water bottle'), filters } as const;
      const [near, alsoNear] = await both(cut);
      expect(alsoNear.candidates.ids).toHaveLength(near.candidates.ids.length);
      expect(overlap(near, alsoNear, 100)).toBeGreaterThanOrEqual(0.95);
    },
    60_000,
  );

  it('orders a pool alike', async () => {
    for (const [id, judgments] of qrels) {
      const query = queries.get(id)!;
      const request = { ...base, query, queryVector: sketch(query), only: [...judgments.keys()] };
      const [here, there] = await both(request);
      expect(there.candidates).toEqual(here.candidates);
    }
  }, 300_000);

  it('has the same states and filterable fields', async () => {
    const { candidates } = await embedded.retrieve({ ...base, query: '' });
    expect(await openSearch.states(candidates.ids)).toEqual(await embedded.states(candidates.ids));
    const fields = (retriever: Retriever): readonly string[] => [...retriever.filterable()].sort();
    expect(fields(openSearch)).toEqual(fields(embedded));
  });
});

type Mode = RetrievalRequest['mode'];

/** One query's answers: the embedded adapter's and OpenSearch's. */
interface Pair {
  readonly id: string;
  readonly here: Retrieved;
  readonly there: Retrieved;
}

const facets: RetrievalRequest['facets'] = [
  { field: 'brand', limit: 20 },
  { field: 'category' },
  { field: 'color', limit: 5 },
  { field: 'price', ranges: [{ to: 10 }, { from: 10, to: 25.5 }, { from: 25.5 }] },
  { field: 'rating', limit: 8 },
];

const base: RetrievalRequest = {
  query: '',
  mode: 'hybrid',
  fusion: { method: 'rrf', k: 60, denseWeight: 0.4 },
  depth: 1000,
  prefix: true,
  typos: true,
  filters: [],
  facets: [],
};

async function catalogue(file: string): Promise<{ products: readonly Product[]; schema: IndexSchema }> {
  const mapping = guessMapping((await sampleRows(file, 500)).flatMap((row) => ('fields' in row ? [row.fields] : [])));
  const products: Product[] = [];
  for await (const row of readRows(file)) if ('fields' in row) products.push(toProduct(row.fields, mapping));
  return { products, schema: indexSchema(mapping) };
}

/** A unit vector of the words of a text by feature hashing: what an encoder would give costs minutes here. */
function sketch(text: string): Float32Array {
  const vector = new Float32Array(96);
  for (const { hash } of analyze(text)) vector[hash % 96]! += hash & 0x40000000 ? 1 : -1;
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** Share of the first `depth` of one answer that the other has among its own. */
function overlap(left: Retrieved, right: Retrieved, depth: number): number {
  const first = left.candidates.ids.slice(0, depth);
  const others = new Set(right.candidates.ids.slice(0, depth));
  return first.length === 0 ? 1 : first.filter((id) => others.has(id)).length / first.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
