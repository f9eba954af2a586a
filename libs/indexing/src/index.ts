export { Indexer } from './indexer.js';
export type { IndexerOptions } from './indexer.js';
export type { BadRow, IndexProgress, IndexReport, IndexRowsOptions } from './index-rows.js';
export type { IndexPosition, OtherWriters } from './replay.js';
export type { VectorFault } from './vector-queue.js';

/** The service's controllers and module, loaded only by the processes that serve it. */
export const loadCatalogService = () => import('./service/index.js');
export { readCatalogueSource, writeCatalogueSource } from './catalogue-source.js';
export type { CatalogueSource } from './catalogue-source.js';
