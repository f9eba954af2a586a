import { loadSearchService } from '@weir/cascade';
import type { Engine } from '@weir/engine';
import { loadEventService, Recorder } from '@weir/events';
import { batchAttribute, loadExperimentService } from '@weir/experiments';
import { loadCatalogService } from '@weir/indexing';
import { loadRerankerService } from '@weir/inference';
import { loadRetrievalService } from '@weir/retrieval';
import type { Log, Metrics } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';

export interface ServiceParts {
  readonly metrics: Metrics;
  readonly log: Log;
  readonly events: { readonly keep_queries: boolean; readonly future_ms: number; readonly past_days: number };
}

/** The services of one engine, joined to the adapters that it was opened with. */
export async function serviceModules(
  engine: Engine,
  { metrics, log, events }: ServiceParts,
): Promise<readonly DynamicModule[]> {
  const { RankerApi, RankerModule, SearchApi, SearchModule } = await loadSearchService();
  const { RerankerApi, RerankerModule } = await loadRerankerService();
  const { CatalogApi, CatalogModule } = await loadCatalogService();
  const { RetrievalApi, RetrievalModule } = await loadRetrievalService();
  metrics.gauge('weir_products', 'Products that can be found.', () => engine.retriever.count());
  metrics.labelledGauge(
    'weir_model_info',
    'Models of the base Plan; the value is 0 where another version was promoted but cannot be served.',
    ['setting', 'model'],
    () =>
      engine
        .models()
        .map(({ setting, serving, refused }) => [{ setting, model: serving }, refused === undefined ? 1 : 0] as const),
  );
  const catalog = new CatalogApi({
    indexer: engine.indexer,
    products: engine.storage.products,
    retriever: engine.retriever,
    mapping: engine.mapping,
    plan: () => engine.plan(),
    models: () => engine.models(),
    ...(engine.encoder !== null && { encoder: engine.encoder.model }),
    metrics,
  });
  const { EventApi, EventModule } = await loadEventService();
  const { ExperimentApi, ExperimentModule } = await loadExperimentService();
  const recorder = new Recorder({
    store: {
      append: (batch) => engine.storage.events.append(batch),
      // What was served to them a moment ago goes too.
      forget: (unit) => engine.served.flush().then(() => engine.storage.events.forget(unit)),
    },
    forgotten: (shopperId, units) => engine.experiments.forget(shopperId, units),
    hashUnit: engine.hashUnit,
    now: Date.now,
    keepQuery: events.keep_queries,
    clock: { futureMs: events.future_ms, pastMs: events.past_days * 86_400_000 },
  });
  const { book, running } = engine.experiments;
  const experiments = new ExperimentApi({
    book,
    running: {
      evaluate: (request) => running.evaluate(request),
      evaluateAndKeep: (request) => running.evaluateAndKeep(request),
      effectivePlan: (overlays) => running.planOf(engine.plan(), overlays),
      find: (key) => running.all().find((each) => each.key === key && each.state === 'running'),
    },
    events: {
      // What was served a moment ago counts in the results.
      moments: (query) => engine.served.flush().then(() => engine.storage.events.moments(query)),
      credit: (query) => engine.served.flush().then(() => engine.storage.events.credit(query)),
    },
    refresh: () => engine.experiments.refresh(),
    expose: ({ experiment, phase, variant, unit, batch }) => {
      if (variant === null) return;
      const exposure = {
        ...{ experiment, phase, variant, unit: engine.hashUnit(unit), at: Date.now(), reached: true },
        ...(batch !== undefined && { attributes: { [batchAttribute]: batch } }),
      };
      engine.served.note([], [exposure]);
    },
    now: Date.now,
  });
  return [
    EventModule.of(new EventApi({ recorder, metrics })),
    ExperimentModule.of(experiments),
    SearchModule.of(new SearchApi(engine.cascade, metrics, log)),
    CatalogModule.of(catalog),
    RankerModule.of(new RankerApi(engine.shelf)),
    RerankerModule.of(
      new RerankerApi({
        crossEncoder: (reference) => engine.shelf.crossEncoder(reference),
        refusal: (reference) => engine.shelf.refusal('reranker.model', reference),
      }),
    ),
    RetrievalModule.of(new RetrievalApi(engine.retriever, engine.encoder?.dimensions ?? 0)),
  ];
}
