import { Controller } from '@nestjs/common';
import {
  type GetPlanResponse,
  type Handlers,
  type ListPlanChangesResponse,
  type RestorePlanRequest,
  type RestorePlanResponse,
  Serves,
  type UpdatePlanRequest,
  type UpdatePlanResponse,
} from '@weir/contracts';
import { PlanApi } from './plan-api.js';

/** PlanService over gRPC. */
@Serves('PlanService')
@Controller()
export class PlanGrpcController implements Handlers<'PlanService'> {
  constructor(private readonly api: PlanApi) {}

  getPlan(): Promise<GetPlanResponse> {
    return this.api.get();
  }

  updatePlan(request: UpdatePlanRequest): Promise<UpdatePlanResponse> {
    return this.api.update(request);
  }

  listPlanChanges(): Promise<ListPlanChangesResponse> {
    return this.api.changes();
  }

  restorePlan(request: RestorePlanRequest): Promise<RestorePlanResponse> {
    return this.api.restore(request);
  }
}
