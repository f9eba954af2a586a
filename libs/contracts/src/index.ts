export { ApiError, invalidArgument, toApiError } from './api-error.js';
export { callUnary } from './client/call.js';
export type { Waiting } from './client/call.js';
export { channelOptions } from './client/channel.js';
export {
  InfoResponse as TeiInfoResponse,
  ModelType as TeiModelType,
  RerankClient,
  RerankRequest,
  RerankResponse,
  RerankStreamRequest,
} from './generated/tei/v1/tei.js';
export {
  CatalogServiceClient,
  DeleteRequest,
  DeleteResponse,
  DescribeResponse,
  GetRequest,
  GetResponse,
  Rejection,
  UpsertRequest,
  UpsertResponse,
} from './generated/weir/v1/catalog.js';
export { FieldViolation } from './generated/weir/v1/error.js';
export {
  Event,
  EventServiceClient,
  ForgetRequest,
  ForgetResponse,
  RecordRequest,
  RecordResponse,
  RecordStreamRequest,
  RecordStreamResponse,
} from './generated/weir/v1/events.js';
export {
  CreateExperimentRequest,
  CreateExperimentResponse,
  EvaluateRequest,
  EvaluateResponse,
  Experiment,
  ExperimentServiceClient,
  GetExperimentRequest,
  GetExperimentResponse,
  GetResultsRequest,
  GetResultsResponse,
  ListChangesRequest,
  ListChangesResponse,
  ListExperimentsRequest,
  ListExperimentsResponse,
  ListMetricsResponse,
  PlanSampleSizeRequest,
  PlanSampleSizeResponse,
  TransitionExperimentRequest,
  TransitionExperimentResponse,
  UpdateExperimentRequest,
  UpdateExperimentResponse,
} from './generated/weir/v1/experiments.js';
export { Product, StoredProduct } from './generated/weir/v1/product.js';
export { RankerServiceClient, RankRequest, RankResponse } from './generated/weir/v1/ranker.js';
export { RerankerServiceClient, ScoreRequest, ScoreResponse, ScoreStop } from './generated/weir/v1/reranker.js';
export {
  RetrievalMode,
  RetrievalServiceClient,
  RetrieveRequest,
  RetrieveResponse,
} from './generated/weir/v1/retrieval.js';
export {
  DegradedCause,
  Facet,
  FacetRequest,
  Filter,
  ProgressiveKind,
  RankedProduct,
  SearchProgressiveRequest,
  SearchProgressiveResponse,
  SearchRequest,
  SearchResponse,
  SearchServiceClient,
  Stage,
} from './generated/weir/v1/search.js';
export { httpSchemas, readJson } from './json.js';
export type { MessageName } from './json.js';
export { grpcCall, httpCall } from './service/call.js';
export type { Call } from './service/call.js';
export { FailureFilter } from './service/failure-filter.js';
export { Serves, serviceOf } from './service/serves.js';
export type { Handlers } from './service/serves.js';
export { fullName, packageDefinition, packageOf, protoFileOf, protoRoot, services } from './services.js';
export type { ServiceName } from './services.js';
export { isStatusCode, statusTable } from './status.js';
export type { StatusCode } from './status.js';
