export { ApiError, invalidArgument, toApiError } from './api-error.js';
export { retryAfterSeconds } from './retry-after.js';
export { callUnary } from './client/call.js';
export type { Waiting } from './client/call.js';
export { channelOptions } from './client/channel.js';
export { HedgeBudget, hedged } from './client/hedge.js';
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
  DescribeRequest,
  DescribeResponse,
  GetRequest,
  GetResponse,
  PatchRequest,
  PatchResponse,
  ProductPatch,
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
  CheckExperimentRequest,
  CheckExperimentResponse,
  CreateExperimentRequest,
  CreateExperimentResponse,
  EvaluateRequest,
  EvaluateResponse,
  Experiment,
  ExperimentServiceClient,
  GetBreakdownRequest,
  GetBreakdownResponse,
  GetExperimentRequest,
  GetExperimentResponse,
  GetResultsRequest,
  GetResultsResponse,
  GetTimelineRequest,
  GetTimelineResponse,
  ListChangesRequest,
  ListChangesResponse,
  ListExperimentsRequest,
  ListExperimentsResponse,
  ListMetricsResponse,
  PlanSampleSizeRequest,
  PlanSampleSizeResponse,
  PreviewTrafficRequest,
  PreviewTrafficResponse,
  RampExperimentRequest,
  RampExperimentResponse,
  ShipVariantRequest,
  ShipVariantResponse,
  TransitionExperimentRequest,
  TransitionExperimentResponse,
  UpdateExperimentRequest,
  UpdateExperimentResponse,
} from './generated/weir/v1/experiments.js';
export {
  BasePlan,
  GetPlanResponse,
  ListPlanChangesResponse,
  RestorePlanRequest,
  RestorePlanResponse,
  UpdatePlanRequest,
  UpdatePlanResponse,
} from './generated/weir/v1/plan.js';
export {
  GetModelRequest,
  GetModelResponse,
  GetModelVersionRequest,
  GetModelVersionResponse,
  ListModelsResponse,
  ModelChange,
  ModelMetric,
  ModelVersion,
  PromoteModelRequest,
  PromoteModelResponse,
  RegisteredModel,
  RollBackModelRequest,
  RollBackModelResponse,
  VerifyModelRequest,
  VerifyModelResponse,
} from './generated/weir/v1/models.js';
export {
  AddQueriesRequest,
  type AddQueriesResponse,
  CancelQueryRunRequest,
  type CancelQueryRunResponse,
  CreateJudgmentSetRequest,
  type CreateJudgmentSetResponse,
  CreateQuerySetRequest,
  type CreateQuerySetResponse,
  type ExportJudgmentsRequest,
  type ExportJudgmentsResponse,
  type GetGradesRequest,
  type GetGradesResponse,
  type GetQueryRunRequest,
  type GetQueryRunResponse,
  type GetQuerySetRequest,
  type GetQuerySetResponse,
  ImportJudgmentsRequest,
  type ImportJudgmentsResponse,
  JudgmentServiceClient,
  type JudgmentSet,
  type ListJudgmentSetsResponse,
  type ListQueryRunsRequest,
  type ListQueryRunsResponse,
  type ListQuerySetsResponse,
  type MeasureDifference,
  type Measures,
  type PlanMeasures,
  type QueryGrades,
  type QueryRun,
  QueryRunState,
  type QuerySet,
  RemoveQueriesRequest,
  type RemoveQueriesResponse,
  type RunQuery,
  SetGradesRequest,
  type SetGradesResponse,
  StartQueryRunRequest,
  type StartQueryRunResponse,
} from './generated/weir/v1/judgments.js';
export {
  DeleteRuleRequest,
  DeleteRuleResponse,
  GetRuleRequest,
  GetRuleResponse,
  KeptRule,
  ListRuleChangesRequest,
  ListRuleChangesResponse,
  ListRulesResponse,
  MerchandisingServiceClient,
  PutRuleRequest,
  PutRuleResponse,
} from './generated/weir/v1/merchandising.js';
export { Product, StoredProduct } from './generated/weir/v1/product.js';
export {
  GetQueryRequest,
  GetQueryResponse,
  ListQueriesRequest,
  ListQueriesResponse,
  QueryServiceClient,
  QueryStats,
} from './generated/weir/v1/queries.js';
export { RankerServiceClient, RankRequest, RankResponse } from './generated/weir/v1/ranker.js';
export { RerankerServiceClient, ScoreRequest, ScoreResponse, ScoreStop } from './generated/weir/v1/reranker.js';
export {
  GetStatesRequest,
  GetStatesResponse,
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
  Highlighting,
  ProgressiveKind,
  RankedProduct,
  Rule,
  SearchProgressiveRequest,
  SearchProgressiveResponse,
  SearchRequest,
  Rung,
  SearchResponse,
  SearchServiceClient,
  Stage,
  type TextRange,
} from './generated/weir/v1/search.js';
export {
  type GetSimulationResponse,
  Simulation,
  StartSimulationRequest,
  type StartSimulationResponse,
  type StopSimulationResponse,
} from './generated/weir/v1/simulation.js';
export {
  BeginComparisonRequest,
  BeginComparisonResponse,
  EndComparisonRequest,
  EndComparisonResponse,
  ListComparisonsResponse,
  RemoveComparisonRequest,
  RemoveComparisonResponse,
  ShadowComparison,
} from './generated/weir/v1/shadow.js';
export { Session, SignInRequest } from './generated/weir/v1/session.js';
export {
  type CacheWindow,
  type GetSystemResponse,
  type Latency,
  type SearchWindow,
  type StageWindow,
} from './generated/weir/v1/system.js';
export { filledFields, httpSchemas, readJson } from './json.js';
export type { MessageName } from './json.js';
export { grpcCall, httpCall } from './service/call.js';
export type { Call } from './service/call.js';
export { errorMetadata } from './service/error-metadata.js';
export { FailureFilter } from './service/failure-filter.js';
export { Serves, serviceOf } from './service/serves.js';
export type { Handlers } from './service/serves.js';
export { fullName, packageDefinition, packageOf, protoFileOf, protoRoot, services } from './services.js';
export type { ServiceName } from './services.js';
export { isStatusCode, statusTable } from './status.js';
export type { StatusCode } from './status.js';
