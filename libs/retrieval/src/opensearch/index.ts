export { OpenSearchRetriever } from './open-search-retriever.js';
export { reindexInPlace } from './reindex-in-place.js';
