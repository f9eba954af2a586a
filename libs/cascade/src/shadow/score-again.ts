import { readsBehaviour } from '@weir/features';
import type { Patience } from '@weir/inference';
import { blendOrder, descending } from '../blend.js';
import type { Blend, CascadeParts } from '../parts.js';
import { featureInput } from '../stages/rank.js';
import { featuresOf } from '../stages/rerank.js';
import type { TimedOrder } from './agreement-log.js';
import type { ComparedKind } from './comparison-report.js';
import type { ShadowSearch } from './shadow-search.js';

/** What scoring again reads of a cascade. */
export type ScoringParts = Pick<CascadeParts, 'models' | 'retriever' | 'modelText' | 'time'> & {
  readonly behaviour?: CascadeParts['behaviour'] | undefined;
};

const nobodyWaits: Patience = { remainingMs: () => Infinity, background: true };

/** The candidates of a live search in the order that one model gives them, and what it took. Rejects where the model fails. */
export function scoreAgain(
  parts: ScoringParts,
  { kind, model }: { readonly kind: ComparedKind; readonly model: string },
  search: ShadowSearch,
): Promise<TimedOrder> {
  if (kind === 'ranker') return byRanker(parts, model, search);
  return kind === 'blend' ? byBlend(parts, model, search) : byCrossEncoder(parts, model, search, null);
}

async function byRanker(parts: ScoringParts, model: string, search: ShadowSearch): Promise<TimedOrder> {
  const { query, retrieved } = search;
  const { ids } = retrieved.candidates;
  const ranker = await parts.models.ranker(model);
  const given = readsBehaviour(ranker.features) ? parts : { ...parts, behaviour: undefined };
  const input = await featureInput(given, { query, retrieved }, nobodyWaits);
  const start = parts.time.now();
  const scores = await ranker.score(ranker.matrix(input), ids.length, nobodyWaits);
  const ms = parts.time.now() - start;
  return { ids: descending(scores).map((index) => ids[index]!), ms };
}

/** With the cross-encoder that it was fitted for. */
async function byBlend(parts: ScoringParts, model: string, search: ShadowSearch): Promise<TimedOrder> {
  const blend = await parts.models.blend(model);
  return byCrossEncoder(parts, blend.cross_encoder, search, blend);
}

/** The window of the live search; without a blend by logit alone. */
async function byCrossEncoder(
  { models, modelText, time }: ScoringParts,
  model: string,
  { query, retrieved, order, scores, ranked, window: size, products }: ShadowSearch,
  blend: Blend | null,
): Promise<TimedOrder> {
  const { ids } = retrieved.candidates;
  const window = order.slice(0, size);
  const crossEncoder = await models.crossEncoder(model);
  await products.read(
    window.map((index) => ids[index]!),
    nobodyWaits,
  );
  const known = window.filter((index) => products.get(ids[index]!) !== undefined);
  const pairs = known.map((index) => {
    const { product, version } = products.get(ids[index]!)!;
    return { id: product.id, version, text: modelText(product) };
  });
  const start = time.now();
  const { logits, stopped } = await crossEncoder.score(query, pairs, nobodyWaits);
  const ms = time.now() - start;
  if (stopped !== undefined) throw new Error(`${model} stopped scoring: ${stopped}`);
  const rank = Float64Array.from(known, (index) => scores[index]!);
  const reordered = blendOrder(rank, logits, blend, featuresOf(known, ranked));
  return { ids: reordered.map((place) => ids[known[place]!]!), ms };
}
