import { Controller } from '@nestjs/common';
import {
  type CreateExperimentRequest,
  type CreateExperimentResponse,
  type EvaluateRequest,
  type EvaluateResponse,
  type GetExperimentRequest,
  type GetExperimentResponse,
  type GetResultsRequest,
  type GetResultsResponse,
  type Handlers,
  type ListChangesRequest,
  type ListChangesResponse,
  type ListExperimentsRequest,
  type ListExperimentsResponse,
  type ListMetricsResponse,
  type PlanSampleSizeRequest,
  type PlanSampleSizeResponse,
  Serves,
  type TransitionExperimentRequest,
  type TransitionExperimentResponse,
  type UpdateExperimentRequest,
  type UpdateExperimentResponse,
} from '@weir/contracts';
import { ExperimentApi } from './experiment-api.js';

/** ExperimentService over gRPC. */
@Serves('ExperimentService')
@Controller()
export class ExperimentGrpcController implements Handlers<'ExperimentService'> {
  constructor(private readonly api: ExperimentApi) {}

  evaluate(request: EvaluateRequest): Promise<EvaluateResponse> {
    return this.api.evaluate(request);
  }

  listExperiments(request: ListExperimentsRequest): Promise<ListExperimentsResponse> {
    return this.api.list(request);
  }

  getExperiment(request: GetExperimentRequest): Promise<GetExperimentResponse> {
    return this.api.get(request);
  }

  createExperiment(request: CreateExperimentRequest): Promise<CreateExperimentResponse> {
    return this.api.create(request);
  }

  updateExperiment(request: UpdateExperimentRequest): Promise<UpdateExperimentResponse> {
    return this.api.update(request);
  }

  transitionExperiment(request: TransitionExperimentRequest): Promise<TransitionExperimentResponse> {
    return this.api.transition(request);
  }

  listChanges(request: ListChangesRequest): Promise<ListChangesResponse> {
    return this.api.changes(request);
  }

  getResults(request: GetResultsRequest): Promise<GetResultsResponse> {
    return this.api.results(request);
  }

  listMetrics(): Promise<ListMetricsResponse> {
    return this.api.metrics();
  }

  planSampleSize(request: PlanSampleSizeRequest): Promise<PlanSampleSizeResponse> {
    return this.api.planSampleSize(request);
  }
}
