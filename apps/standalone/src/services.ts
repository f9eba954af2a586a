import { loadSearchService } from '@weir/cascade';
import type { Engine } from '@weir/engine';
import { loadCatalogService } from '@weir/indexing';
import { loadRetrievalService } from '@weir/retrieval';
import type { Log, Metrics } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';

export interface ServiceParts {
  readonly metrics: Metrics;
  readonly log: Log;
  readonly writeToken: string | undefined;
}

/** The services of one engine, joined to the adapters that it was opened with. */
export async function serviceModules(
  engine: Engine,
  { metrics, log, writeToken }: ServiceParts,
): Promise<readonly DynamicModule[]> {
  const { SearchApi, SearchModule } = await loadSearchService();
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
    writeToken,
  });
  return [
    SearchModule.of(new SearchApi(engine.cascade, metrics, log)),
    CatalogModule.of(catalog),
    RetrievalModule.of(new RetrievalApi(engine.retriever, engine.encoder?.dimensions ?? 0)),
  ];
}
