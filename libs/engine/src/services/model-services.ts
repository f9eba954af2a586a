import { loadSearchService } from '@weir/cascade';
import { loadRerankerService } from '@weir/inference';
import { loadModelService } from '@weir/registry';
import type { Metrics } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';
import type { Engine } from '../engine.js';
import type { ModelShelf } from '../model-shelf.js';

type ModelEngine = Pick<Engine, 'registry' | 'shelf' | 'models' | 'followStates' | 'comparisons' | 'checkPair'>;

/** ModelService and ShadowService, of a process that has a cascade. `changed` is told of each change of a state. */
export async function modelServices(engine: ModelEngine, changed: () => void): Promise<readonly DynamicModule[]> {
  const { ModelApi, ModelModule } = await loadModelService();
  const { ShadowApi, ShadowModule } = await loadSearchService();
  const { registry, shelf } = engine;
  const serving = {
    places: () => engine.models(),
    isLoaded: (reference: string) => shelf.isLoaded(reference),
    times: (reference: string) => shelf.times.of(reference),
    followStates: () => engine.followStates(),
  };
  const shadow = new ShadowApi({
    comparisons: engine.comparisons,
    checkPair: engine.checkPair,
    now: Date.now,
  });
  return [ModelModule.of(new ModelApi({ registry, serving, changed })), ShadowModule.of(shadow)];
}

/** RankerService, of a process that has tree ensembles. */
export async function rankerServices(shelf: ModelShelf): Promise<readonly DynamicModule[]> {
  const { RankerApi, RankerModule } = await loadSearchService();
  return [RankerModule.of(new RankerApi(shelf))];
}

/** RerankerService, of a process that has cross-encoders. */
export async function rerankerServices(shelf: ModelShelf): Promise<readonly DynamicModule[]> {
  const { RerankerApi, RerankerModule } = await loadRerankerService();
  const reranker = new RerankerApi({
    crossEncoder: (reference) => shelf.crossEncoder(reference),
    refusal: (reference) => shelf.refusal('reranker.model', reference),
  });
  return [RerankerModule.of(reranker)];
}

/** Which models answer, and which were promoted but cannot. */
export function showModels(metrics: Metrics, engine: Pick<Engine, 'models'>): void {
  metrics.whenAsked.labelledGauge(
    'weir_model_info',
    'Models of the base Plan; the value is 0 where another version was promoted but cannot be served.',
    ['setting', 'model'],
    () =>
      engine
        .models()
        .map(({ setting, serving, refused }) => [{ setting, model: serving }, refused === undefined ? 1 : 0] as const),
  );
}
