import { Controller } from '@nestjs/common';
import {
  type AddQueriesRequest,
  type AddQueriesResponse,
  type CancelQueryRunRequest,
  type CancelQueryRunResponse,
  type CreateJudgmentSetRequest,
  type CreateJudgmentSetResponse,
  type CreateQuerySetRequest,
  type CreateQuerySetResponse,
  type ExportJudgmentsRequest,
  type ExportJudgmentsResponse,
  type GetGradesRequest,
  type GetGradesResponse,
  type GetQueryRunRequest,
  type GetQueryRunResponse,
  type GetQuerySetRequest,
  type GetQuerySetResponse,
  type Handlers,
  type ImportJudgmentsRequest,
  type ImportJudgmentsResponse,
  type ListJudgmentSetsResponse,
  type ListQueryRunsRequest,
  type ListQueryRunsResponse,
  type ListQuerySetsResponse,
  type RemoveQueriesRequest,
  type RemoveQueriesResponse,
  Serves,
  type SetGradesRequest,
  type SetGradesResponse,
  type StartQueryRunRequest,
  type StartQueryRunResponse,
} from '@weir/contracts';
import { JudgmentApi } from './judgment-api.js';

/** JudgmentService over gRPC. */
@Serves('JudgmentService')
@Controller()
export class JudgmentGrpcController implements Handlers<'JudgmentService'> {
  constructor(private readonly api: JudgmentApi) {}

  listJudgmentSets(): Promise<ListJudgmentSetsResponse> {
    return this.api.listJudgmentSets();
  }

  createJudgmentSet(request: CreateJudgmentSetRequest): Promise<CreateJudgmentSetResponse> {
    return this.api.createJudgmentSet(request);
  }

  getGrades(request: GetGradesRequest): Promise<GetGradesResponse> {
    return this.api.getGrades(request);
  }

  setGrades(request: SetGradesRequest): Promise<SetGradesResponse> {
    return this.api.setGrades(request);
  }

  importJudgments(request: ImportJudgmentsRequest): Promise<ImportJudgmentsResponse> {
    return this.api.importJudgments(request);
  }

  exportJudgments(request: ExportJudgmentsRequest): Promise<ExportJudgmentsResponse> {
    return this.api.exportJudgments(request);
  }

  listQuerySets(): Promise<ListQuerySetsResponse> {
    return this.api.listQuerySets();
  }

  createQuerySet(request: CreateQuerySetRequest): Promise<CreateQuerySetResponse> {
    return this.api.createQuerySet(request);
  }

  getQuerySet(request: GetQuerySetRequest): Promise<GetQuerySetResponse> {
    return this.api.getQuerySet(request);
  }

  addQueries(request: AddQueriesRequest): Promise<AddQueriesResponse> {
    return this.api.addQueries(request);
  }

  removeQueries(request: RemoveQueriesRequest): Promise<RemoveQueriesResponse> {
    return this.api.removeQueries(request);
  }

  startQueryRun(request: StartQueryRunRequest): Promise<StartQueryRunResponse> {
    return this.api.startQueryRun(request);
  }

  listQueryRuns(request: ListQueryRunsRequest): Promise<ListQueryRunsResponse> {
    return this.api.listQueryRuns(request);
  }

  getQueryRun(request: GetQueryRunRequest): Promise<GetQueryRunResponse> {
    return this.api.getQueryRun(request);
  }

  cancelQueryRun(request: CancelQueryRunRequest): Promise<CancelQueryRunResponse> {
    return this.api.cancelQueryRun(request);
  }
}
