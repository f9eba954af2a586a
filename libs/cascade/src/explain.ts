import { fieldScores, type IndexedState } from '@weir/retrieval';
import { blendTerms } from './blend.js';
import type { Found } from './compute.js';
import type { Deadline } from './deadline.js';
import type { Blend, CascadeParts } from './parts.js';
import type { PreparedSearch } from './prepare.js';
import type { RankedList } from './ranked-list.js';
import type { BlendTerm, Explanation, RuleEffect } from './search.js';
import { featuresOf } from './stages/rerank.js';

/** A list to explain. */
export interface ListToExplain {
  readonly list: RankedList;
  /** The search after the ranker that the place at `index` comes of. Without, a product has positions only. */
  readonly foundAt: (index: number) => Found | undefined;
}

/**
 * Why the products of a page stand where they stand, a function of their index in the list. Reads what it needs of all
 * of them at once; what cannot be read in time is left out, for an explanation fails no search.
 */
export async function explainPage(
  parts: CascadeParts,
  { plan, run }: PreparedSearch,
  { list, foundAt }: ListToExplain,
  { indexes, deadline }: { readonly indexes: readonly number[]; readonly deadline: Deadline },
): Promise<(index: number) => Explanation> {
  const ids = indexes.map((index) => list.ids[index]!);
  const { blend: reference } = plan.reranker;
  const leftOut = (error: unknown): undefined => {
    parts.onFault?.({ stage: 'compose', searchId: run.searchId, error });
  };
  const [states, blend] = await Promise.all([
    parts.retriever.states(ids, deadline).catch(leftOut),
    reference === null || list.window === 0 ? undefined : parts.models.blend(reference).catch(leftOut),
  ]);
  const stateOf = new Map<string, IndexedState | undefined>(ids.map((id, at) => [id, states?.[at]]));
  const blended = blend === undefined ? undefined : blendedWindow(list, foundAt(0), blend);
  return (index) => {
    const found = foundAt(index);
    const state = stateOf.get(list.ids[index]!);
    const { schema } = parts.retriever;
    const scores =
      found === undefined || state === undefined
        ? []
        : fieldScores(state, found.retrieved.statistics, { schema, boosts: plan.retrieval.boosts });
    const fields = schema.fields
      .map((field, at) => ({ field, score: scores[at] ?? 0 }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score);
    const before = list.columns.before[index]!;
    const terms = before <= list.window ? blended?.(before - 1) : undefined;
    return {
      ...ofRanker(list, index, found),
      rules: effectsOf(list, index),
      fields,
      ...(terms && { blend: scoreOf(terms) }),
    };
  };
}

function ofRanker(
  list: RankedList,
  index: number,
  found: Found | undefined,
): Omit<Explanation, 'fields' | 'blend' | 'rules'> {
  const { retrievalPosition, rankerPosition, reranker, before } = list.columns;
  const ranked = Number.isNaN(rankerPosition[index]) ? undefined : rankerPosition[index];
  const positions = {
    ...(!Number.isNaN(retrievalPosition[index]) && { retrieval: retrievalPosition[index]! }),
    ...(ranked !== undefined && { ranker: ranked }),
    ...(before[index]! <= list.window && !Number.isNaN(reranker[index]) && { reranker: before[index]! }),
  };
  const row = found?.ids.indexOf(list.ids[index]!) ?? -1;
  if (found?.ranked === undefined || row < 0) return { positions, features: [] };

  const { ranker, matrix } = found.ranked;
  const width = ranker.features.length;
  const values = matrix.slice(row * width, (row + 1) * width);
  const contributions = ranker.contributions(values);
  const features = ranker.features.map((name, column) => ({
    name,
    value: values[column]!,
    contribution: contributions[column]!,
  }));
  return { positions, features: byEffect(features), expected: contributions[width]! };
}

/** The terms of each place of the window as it was reranked, computed once more from what the list keeps. */
function blendedWindow(
  list: RankedList,
  found: Found | undefined,
  blend: Blend,
): ((index: number) => readonly BlendTerm[]) | undefined {
  if (found === undefined) return undefined;
  const { columns, window, ids } = list;
  const rowOf = new Map(found.ids.map((id, row) => [id, row]));
  // Rules move products about after the reranker: the window is put together again.
  const places = new Map(Array.from(columns.before, (place, index) => [place, index]));
  const indexes = Array.from({ length: window }, (_, place) => places.get(place + 1) ?? -1);
  const rows = indexes.map((index) => rowOf.get(ids[index] ?? '') ?? -1);
  if (rows.includes(-1)) return undefined;
  const inWindow = (column: Float64Array): Float64Array => Float64Array.from(indexes, (index) => column[index]!);
  const before = found.ranked === undefined ? columns.fused : columns.ranker;
  const logits = inWindow(columns.reranker);
  return blendTerms(inWindow(before), logits, blend, featuresOf(rows, found.ranked));
}

function scoreOf(terms: readonly BlendTerm[]): NonNullable<Explanation['blend']> {
  return { score: terms.reduce((sum, { contribution }) => sum + contribution, 0), terms: byEffect(terms) };
}

function byEffect<Term extends { readonly contribution: number }>(terms: readonly Term[]): readonly Term[] {
  return terms.toSorted((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution));
}

/** What rules did to the product at `index`. */
function effectsOf({ ids, moves = [], columns }: RankedList, index: number): readonly RuleEffect[] {
  const from = columns.before[index]!;
  return moves
    .filter(({ products }) => products.includes(ids[index]!))
    .map(({ rule, kind }) => ({ rule, kind, ...(!Number.isNaN(from) && { from }), to: index + 1 }));
}
