export type {
  Candidates,
  Facet,
  FacetRequest,
  Filter,
  Fusion,
  IndexedProduct,
  QueryStatistics,
  QueryTerm,
  RetrievalRequest,
  Retrieved,
  Retriever,
} from './retriever.js';
