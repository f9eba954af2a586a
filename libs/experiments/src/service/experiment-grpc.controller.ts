import { Controller } from '@nestjs/common';
import {
  type CheckExperimentRequest,
  type CheckExperimentResponse,
  type CreateExperimentRequest,
  type CreateExperimentResponse,
  type EvaluateRequest,
  type EvaluateResponse,
  type GetBreakdownRequest,
  type GetBreakdownResponse,
  type GetExperimentRequest,
  type GetExperimentResponse,
  type GetResultsRequest,
  type GetResultsResponse,
  type GetTimelineRequest,
  type GetTimelineResponse,
  type Handlers,
  type ListChangesRequest,
  type ListChangesResponse,
  type ListExperimentsRequest,
  type ListExperimentsResponse,
  type ListMetricsResponse,
  type PlanSampleSizeRequest,
  type PlanSampleSizeResponse,
  type PreviewTrafficRequest,
  type PreviewTrafficResponse,
  type RampExperimentRequest,
  type RampExperimentResponse,
  Serves,
  type ShipVariantRequest,
  type ShipVariantResponse,
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

  checkExperiment(request: CheckExperimentRequest): Promise<CheckExperimentResponse> {
    return this.api.check(request);
  }

  updateExperiment(request: UpdateExperimentRequest): Promise<UpdateExperimentResponse> {
    return this.api.update(request);
  }

  transitionExperiment(request: TransitionExperimentRequest): Promise<TransitionExperimentResponse> {
    return this.api.transition(request);
  }

  rampExperiment(request: RampExperimentRequest): Promise<RampExperimentResponse> {
    return this.api.ramp(request);
  }

  shipVariant(request: ShipVariantRequest): Promise<ShipVariantResponse> {
    return this.api.ship(request);
  }

  listChanges(request: ListChangesRequest): Promise<ListChangesResponse> {
    return this.api.changes(request);
  }

  getResults(request: GetResultsRequest): Promise<GetResultsResponse> {
    return this.api.results(request);
  }

  getTimeline(request: GetTimelineRequest): Promise<GetTimelineResponse> {
    return this.api.timeline(request);
  }

  getBreakdown(request: GetBreakdownRequest): Promise<GetBreakdownResponse> {
    return this.api.breakdown(request);
  }

  previewTraffic(request: PreviewTrafficRequest): Promise<PreviewTrafficResponse> {
    return this.api.traffic(request);
  }

  listMetrics(): Promise<ListMetricsResponse> {
    return this.api.metrics();
  }

  planSampleSize(request: PlanSampleSizeRequest): Promise<PlanSampleSizeResponse> {
    return this.api.planSampleSize(request);
  }
}
