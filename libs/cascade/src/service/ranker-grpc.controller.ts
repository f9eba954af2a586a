import { type Call, type Handlers, type RankRequest, type RankResponse, Serves } from '@weir/contracts';
import { Controller } from '@nestjs/common';
import { RankerApi } from './ranker-api.js';

/** RankerService over gRPC. */
@Serves('RankerService')
@Controller()
export class RankerGrpcController implements Handlers<'RankerService'> {
  constructor(private readonly api: RankerApi) {}

  rank(request: RankRequest, call: Call): Promise<RankResponse> {
    return this.api.rank(request, call);
  }
}
