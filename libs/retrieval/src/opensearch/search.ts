import type { Client } from '@opensearch-project/opensearch';
import type { Bm25fParameters } from '../bm25f.js';
import { combine } from '../candidates.js';
import type { SlotTable } from '../candidates.js';
import { dotProduct } from '../dot-product.js';
import type { Candidates, Retrieved, RetrievalRequest } from '../retriever.js';
import { selectBest } from '../select.js';
import { withUsableVector } from '../usable-vector.js';
import { expandQuery } from '../words/expand.js';
import type { Synonyms } from '../words/synonyms.js';
import { queryStatistics } from '../words/query-statistics.js';
import type { Corpus } from './corpus.js';
import { toFacets } from './facets.js';
import type { KnownProduct, KnownProducts } from './known-products.js';
import { StateScorer } from './score-state.js';
import { searchBodies } from './search-bodies.js';
import { sendSearches } from './send-searches.js';
import type { SearchAnswers } from './send-searches.js';

/** What a search works with beside its request. */
export interface SearchContext {
  readonly client: Client;
  readonly index: string;
  readonly timeoutMs: number;
  readonly corpus: Corpus;
  readonly known: KnownProducts;
  readonly parameters: Bm25fParameters;
  readonly synonyms: Synonyms | undefined;
}

/**
 * The first stage on OpenSearch: it finds the products, and they are scored here from their states and vectors by the
 * formulas of the embedded index, so that the scores mean the same to whatever comes next.
 */
export async function search(wish: RetrievalRequest, context: SearchContext): Promise<Retrieved> {
  const { corpus, parameters } = context;
  const request = withUsableVector(wish, corpus);
  const browsing = request.query.trim() === '';
  const { schema, dictionary, documents } = corpus;
  const { prefix, typos } = request;
  const query = expandQuery(request.query, { prefix, typos, documents, synonyms: context.synonyms }, corpus);
  const boosts = schema.fields.map((field, at) => request.boosts?.[field] ?? schema.boosts[at]!);
  const dense = request.mode !== 'bm25' && request.queryVector !== undefined && !browsing;
  const bodies = searchBodies({
    ...{ request, query, dictionary, boosts, browsing },
    // Before the first vector there is no field to search in.
    dense: dense && corpus.vectors > 0,
  });
  const scorer = new StateScorer(query, { corpus: corpus.statistics(), boosts, parameters });
  const answers = await sendSearches(context.client, bodies, context);
  const found = await gather(answers, context.known);
  return {
    candidates: browsing ? browse(found, request) : rank(found, { request, scorer, dense }),
    total: answers.lexical.total,
    facets: toFacets(request.facets, answers.lexical.aggregations, corpus.spellings),
    statistics: queryStatistics(query, corpus.statistics()),
    corrections: query.corrections,
  };
}

/** Every product that was found, once; its place is its slot. */
interface Found {
  readonly products: readonly KnownProduct[];
  /** Slots of the lexical list; when browsing, in the order in which they were found. */
  readonly listed: Uint32Array;
  readonly pool: Uint32Array | undefined;
}

async function gather({ lexical, pool, dense }: SearchAnswers, known: KnownProducts): Promise<Found> {
  const keys = [...new Set([...(pool?.keys ?? lexical.keys), ...(dense?.keys ?? [])])];
  // One that was removed meanwhile is no candidate.
  const products = (await known.byKeys(keys)).filter((product) => product !== undefined);
  const all = Uint32Array.from(products.keys());
  return { products, listed: all, pool: pool === undefined ? undefined : all };
}

function rank(
  { products, pool }: Found,
  { request, scorer, dense }: { request: RetrievalRequest; scorer: StateScorer; dense: boolean },
): Candidates {
  const table = tableOf(products);
  const { ids } = table;
  const bm25 = Float64Array.from(products, ({ state }) => scorer.score(state));
  const limit = pool === undefined ? request.depth : pool.length;
  const wordless = request.mode === 'dense' && dense;
  const matching = slotsWhere(products, (_, slot) => bm25[slot]! > 0);
  const lexical = wordless ? undefined : selectBest(matching, limit, { scores: bm25, ids });
  return combine({ lexical, dense: dense ? nearest(products, request, table) : undefined, pool, bm25 }, request, table);
}

/** The nearest of what either search found, by exact cosine. */
function nearest(products: readonly KnownProduct[], request: RetrievalRequest, table: SlotTable): Uint32Array {
  const having = slotsWhere(products, ({ vector }) => vector !== undefined);
  const scores = Float64Array.from(products, (_, slot) => table.cosine(slot, request.queryVector!));
  return selectBest(having, request.only === undefined ? request.depth : having.length, { scores, ids: table.ids });
}

/** Every product that passes, the most popular first, those of unknown popularity last. */
function browse({ products, listed }: Found, request: RetrievalRequest): Candidates {
  const table = tableOf(products);
  const { queryVector } = request;
  const scores = Float64Array.from(products, ({ state }) => popularity(state.popularity));
  const limit = request.only === undefined ? request.depth : listed.length;
  const slots = selectBest(listed, limit, { scores, ids: table.ids });
  const nothing = new Float64Array(slots.length).fill(NaN);
  return {
    ids: Array.from(slots, (slot) => table.ids[slot]!),
    score: Float64Array.from(slots, (slot) => (scores[slot] === -Infinity ? 0 : scores[slot]!)),
    bm25: nothing,
    bm25Rank: nothing,
    cosine: queryVector === undefined ? nothing : Float64Array.from(slots, (slot) => table.cosine(slot, queryVector)),
    denseRank: nothing,
  };
}

function popularity(value: number): number {
  return Number.isNaN(value) ? -Infinity : value;
}

function tableOf(products: readonly KnownProduct[]): SlotTable {
  return {
    ids: products.map(({ id }) => id),
    cosine: (slot, query) => {
      const { vector } = products[slot]!;
      return vector === undefined ? NaN : dotProduct(vector, 0, query);
    },
  };
}

function slotsWhere(
  products: readonly KnownProduct[],
  test: (product: KnownProduct, slot: number) => boolean,
): Uint32Array {
  return Uint32Array.from([...products.keys()].filter((slot) => test(products[slot]!, slot)));
}
