import { Controller } from '@nestjs/common';
import {
  type Call,
  type DeleteRequest,
  type DeleteResponse,
  type DescribeResponse,
  type GetRequest,
  type GetResponse,
  type Handlers,
  type PatchRequest,
  type PatchResponse,
  Serves,
  type UpsertRequest,
  type UpsertResponse,
} from '@weir/contracts';
import { CatalogApi } from './catalog-api.js';

/** CatalogService over gRPC. */
@Serves('CatalogService')
@Controller()
export class CatalogGrpcController implements Handlers<'CatalogService'> {
  constructor(private readonly api: CatalogApi) {}

  upsert(requests: AsyncIterable<UpsertRequest>, call: Call): Promise<UpsertResponse> {
    return this.api.upsert(requests, call);
  }

  patch(requests: AsyncIterable<PatchRequest>, call: Call): Promise<PatchResponse> {
    return this.api.patch(requests, call);
  }

  delete(requests: AsyncIterable<DeleteRequest>): Promise<DeleteResponse> {
    return this.api.delete(requests);
  }

  get(request: GetRequest): Promise<GetResponse> {
    return this.api.get(request);
  }

  describe(): Promise<DescribeResponse> {
    return this.api.describe();
  }
}
