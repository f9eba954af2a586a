import { Controller } from '@nestjs/common';
import {
  type DeleteRuleRequest,
  type DeleteRuleResponse,
  type GetRuleRequest,
  type GetRuleResponse,
  type Handlers,
  type ListRuleChangesRequest,
  type ListRuleChangesResponse,
  type ListRulesResponse,
  type PutRuleRequest,
  type PutRuleResponse,
  Serves,
} from '@weir/contracts';
import { MerchandisingApi } from './merchandising-api.js';

/** MerchandisingService over gRPC. */
@Serves('MerchandisingService')
@Controller()
export class MerchandisingGrpcController implements Handlers<'MerchandisingService'> {
  constructor(private readonly api: MerchandisingApi) {}

  listRules(): Promise<ListRulesResponse> {
    return this.api.list();
  }

  getRule(request: GetRuleRequest): Promise<GetRuleResponse> {
    return this.api.get(request);
  }

  putRule(request: PutRuleRequest): Promise<PutRuleResponse> {
    return this.api.put(request);
  }

  deleteRule(request: DeleteRuleRequest): Promise<DeleteRuleResponse> {
    return this.api.delete(request);
  }

  listRuleChanges(request: ListRuleChangesRequest): Promise<ListRuleChangesResponse> {
    return this.api.changes(request);
  }
}
