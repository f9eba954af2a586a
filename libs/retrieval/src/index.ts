export { inverseDocumentFrequency } from './bm25f.js';
export { EmbeddedRetriever } from './embedded/embedded-retriever.js';
export type { EmbeddedOptions } from './embedded/embedded-retriever.js';
export { SnapshotError } from './embedded/snapshot/snapshot-error.js';
export type { SnapshotProblem } from './embedded/snapshot/snapshot-error.js';
export type { OpenSearchRetriever } from './opensearch/open-search-retriever.js';
export type { OpenSearchOptions } from './opensearch/options.js';
export { RemoteRetriever } from './remote/remote-retriever.js';
export type { RemoteIndex } from './remote/remote-retriever.js';
export { told } from './remote/told.js';
export { RetrievalError } from './retrieval-error.js';
export { fieldScores } from './field-scores.js';
export { fuse } from './fusion.js';
export type { FusionSide } from './fusion.js';
export { productState } from './product-state.js';
export { parseSynonyms } from './words/synonyms.js';
export type { Synonyms } from './words/synonyms.js';
export { indexSchema } from './schema.js';
export type {
  Candidates,
  Facet,
  FacetRequest,
  Finder,
  Filter,
  Fusion,
  Hidden,
  IndexedProduct,
  IndexedState,
  PatchedProduct,
  QueryStatistics,
  QueryTerm,
  RetrievalRequest,
  Retrieved,
  Retriever,
} from './retriever.js';
export { toFacetMessages, toFacetRequests, toFilters } from './service/messages.js';

/** The adapter for OpenSearch, loaded only by the processes that use it. */
export const loadOpenSearch = () => import('./opensearch/index.js');

/** The service's controller and module, loaded only by the processes that serve it. */
export const loadRetrievalService = () => import('./service/index.js');
