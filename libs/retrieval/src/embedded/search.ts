import type { Candidates, Retrieved, RetrievalRequest } from '../retriever.js';
import { FieldWeights, inverseDocumentFrequency } from '../bm25f.js';
import type { Bm25fParameters } from '../bm25f.js';
import { combine } from '../candidates.js';
import { withUsableVector } from '../usable-vector.js';
import { expandQuery } from '../words/expand.js';
import type { ExpandedQuery } from '../words/expand.js';
import type { Synonyms } from '../words/synonyms.js';
import { queryStatistics } from '../words/query-statistics.js';
import { countFacets } from './facets.js';
import { compileFilters } from './filter.js';
import type { SlotTest } from './filter.js';
import type { ProductIndex } from './product-index.js';
import type { Scoreboard } from './scoreboard.js';
import { selectBest } from '../select.js';

/** What a search works with beside its request. */
export interface SearchContext {
  readonly index: ProductIndex;
  readonly board: Scoreboard;
  readonly parameters: Bm25fParameters;
  readonly synonyms: Synonyms | undefined;
  /** Resolves when it may compute. */
  readonly turn?: (() => Promise<void>) | undefined;
}

/** The first stage over the embedded index. */
export async function search(asked: RetrievalRequest, context: SearchContext): Promise<Retrieved> {
  const { index } = context;
  const request = withUsableVector(asked, { vectors: index.vectors.count, documents: index.documents });
  const browsing = request.query.trim() === '';
  const { queryVector } = request;
  const wantsDense = request.mode !== 'bm25' && queryVector !== undefined && !browsing;
  const approximate = wantsDense ? await index.vectors.scan(queryVector) : undefined;
  await context.turn?.();
  // From here on nothing waits, so that the answer is of one state of the index.
  const passes = compileFilters(request, index);
  const pool = request.only === undefined ? undefined : poolOf(request.only, passes, index);
  const query = expandQuery(
    request.query,
    { prefix: request.prefix, typos: request.typos, documents: index.documents, synonyms: context.synonyms },
    index,
  );
  scoreWords(query, request, context);
  const matching = browsing ? (pool ?? allSlots(passes, index)) : matchingSlots(passes, pool, context);
  return {
    candidates: browsing
      ? browse(matching, request, index)
      : candidates({ matching, pool, passes, approximate }, request, context),
    total: matching.length,
    facets: countFacets(request.facets, matching, index),
    statistics: queryStatistics(query, {
      dictionary: index.dictionary,
      documents: index.documents,
      averages: index.averages(),
    }),
    corrections: query.corrections,
  };
}

interface Found {
  /** Slots that match lexically and pass. */
  readonly matching: Uint32Array;
  readonly pool: Uint32Array | undefined;
  readonly passes: SlotTest;
  /** Approximate cosines by slot, where the dense side was asked. */
  readonly approximate: Float32Array | undefined;
}

function candidates(found: Found, request: RetrievalRequest, { index, board }: SearchContext): Candidates {
  const { matching, pool, passes, approximate } = found;
  const { ids } = index.table;
  const { queryVector: query } = request;
  const limit = pool === undefined ? request.depth : pool.length;
  const asked = approximate !== undefined && query !== undefined;
  const lexical =
    request.mode === 'dense' && asked ? undefined : selectBest(matching, limit, { scores: board.scores, ids });
  const dense = asked
    ? index.vectors.nearest(pool ?? allSlots(passes, index), limit, { query, approximate, ids })
    : undefined;
  return combine({ lexical, dense, pool, bm25: board.scores }, request, {
    ids,
    cosine: (slot, vector) => index.vectors.cosine(slot, vector),
  });
}

/** Every product that passes, the most popular first, those of unknown popularity last. */
function browse(matching: Uint32Array, request: RetrievalRequest, index: ProductIndex): Candidates {
  const scores = index.table.numbers.popularity.map((value) => (Number.isNaN(value) ? -Infinity : value));
  const slots = selectBest(matching, request.only === undefined ? request.depth : matching.length, {
    scores,
    ids: index.table.ids,
  });
  const nothing = new Float64Array(slots.length).fill(NaN);
  const { queryVector } = request;
  return {
    ids: Array.from(slots, (slot) => index.table.ids[slot]!),
    score: Float64Array.from(slots, (slot) => (scores[slot] === -Infinity ? 0 : scores[slot]!)),
    bm25: nothing,
    bm25Rank: nothing,
    cosine:
      queryVector === undefined ? nothing : Float64Array.from(slots, (slot) => index.vectors.cosine(slot, queryVector)),
    denseRank: nothing,
  };
}

function scoreWords(
  { words }: ExpandedQuery,
  request: RetrievalRequest,
  { index, board, parameters }: SearchContext,
): void {
  const { fields, boosts } = index.schema;
  const effective = fields.map((field, at) => request.boosts?.[field] ?? boosts[at]!);
  const weights = new FieldWeights(effective, parameters.b, index.averages());
  const { lengths, stride, size } = index.table;
  board.begin({ k1: parameters.k1, weights, lengths, stride, slots: size });
  for (const { terms } of words) {
    board.add(
      terms.map(({ ordinal, weight, companions }) => ({
        lists: index.lists(ordinal),
        ...(companions && { companions: companions.map((other) => index.lists(other)) }),
        weight: weight * inverseDocumentFrequency(index.documents, index.dictionary.frequencies[ordinal]!),
      })),
    );
  }
}

function matchingSlots(passes: SlotTest, pool: Uint32Array | undefined, { board }: SearchContext): Uint32Array {
  if (pool !== undefined) return pool.filter((slot) => board.scores[slot]! > 0);
  const slots = new Uint32Array(board.count);
  let count = 0;
  for (let at = 0; at < board.count; at += 1) {
    const slot = board.touched[at]!;
    if (passes(slot)) slots[count++] = slot;
  }
  return slots.subarray(0, count);
}

function allSlots(passes: SlotTest, { table }: ProductIndex): Uint32Array {
  const slots = new Uint32Array(table.size);
  let count = 0;
  for (let slot = 0; slot < table.size; slot += 1) if (passes(slot)) slots[count++] = slot;
  return slots.subarray(0, count);
}

function poolOf(only: readonly string[], passes: SlotTest, index: ProductIndex): Uint32Array {
  const slots = new Set<number>();
  for (const id of only) {
    const slot = index.slots.get(id);
    if (slot !== undefined && passes(slot)) slots.add(slot);
  }
  return Uint32Array.from(slots);
}
