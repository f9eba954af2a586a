import { Controller } from '@nestjs/common';
import {
  type GetQueryRequest,
  type GetQueryResponse,
  type Handlers,
  type ListQueriesRequest,
  type ListQueriesResponse,
  Serves,
} from '@weir/contracts';
import { QueryApi } from './query-api.js';

/** QueryService over gRPC. */
@Serves('QueryService')
@Controller()
export class QueryGrpcController implements Handlers<'QueryService'> {
  constructor(private readonly api: QueryApi) {}

  listQueries(request: ListQueriesRequest): Promise<ListQueriesResponse> {
    return this.api.list(request);
  }

  getQuery(request: GetQueryRequest): Promise<GetQueryResponse> {
    return this.api.get(request);
  }
}
