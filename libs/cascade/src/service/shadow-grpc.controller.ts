import {
  type BeginComparisonRequest,
  type BeginComparisonResponse,
  type EndComparisonRequest,
  type EndComparisonResponse,
  type Handlers,
  type ListComparisonsResponse,
  type RemoveComparisonRequest,
  type RemoveComparisonResponse,
  Serves,
} from '@weir/contracts';
import { Controller } from '@nestjs/common';
import { ShadowApi } from './shadow-api.js';

/** ShadowService over gRPC. */
@Serves('ShadowService')
@Controller()
export class ShadowGrpcController implements Handlers<'ShadowService'> {
  constructor(private readonly api: ShadowApi) {}

  listComparisons(): Promise<ListComparisonsResponse> {
    return this.api.list();
  }

  beginComparison(request: BeginComparisonRequest): Promise<BeginComparisonResponse> {
    return this.api.begin(request);
  }

  endComparison(request: EndComparisonRequest): Promise<EndComparisonResponse> {
    return this.api.end(request);
  }

  removeComparison(request: RemoveComparisonRequest): Promise<RemoveComparisonResponse> {
    return this.api.remove(request);
  }
}
