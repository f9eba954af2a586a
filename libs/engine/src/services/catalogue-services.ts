import { randomUUID } from 'node:crypto';
import { loadCatalogService } from '@weir/indexing';
import { loadRetrievalService } from '@weir/retrieval';
import type { Metrics } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';
import { politeIndexer } from '../load/polite-indexer.js';
import type { CatalogueEngine } from '../open-catalogue-engine.js';

/** CatalogService and RetrievalService, of the process that has the index. */
export async function catalogueServices(engine: CatalogueEngine, metrics: Metrics): Promise<readonly DynamicModule[]> {
  const { CatalogApi, CatalogModule } = await loadCatalogService();
  const { RetrievalApi, RetrievalModule } = await loadRetrievalService();
  const { storage, retriever, mapping, encoder, loadControl } = engine;
  const { admission } = loadControl;
  const indexer = politeIndexer(engine.indexer, admission);
  metrics.whenAsked.gauge('weir_products', 'Products that can be found.', () => retriever.count());
  metrics.whenAsked.gauge('weir_vectors_pending', 'Products that have no vector yet.', () => indexer.vectorsPending());
  const catalog = new CatalogApi({
    ...{ indexer, retriever, mapping, metrics },
    products: storage.products,
    plan: () => engine.plan(),
    models: () => engine.models(),
    process: randomUUID(),
    state: () => engine.catalogueState(),
    ...(encoder !== null && { encoder: encoder.model }),
  });
  return [CatalogModule.of(catalog), RetrievalModule.of(new RetrievalApi(retriever, encoder, admission))];
}
