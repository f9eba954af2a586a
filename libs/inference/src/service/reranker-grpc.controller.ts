import { type Call, type Handlers, type ScoreRequest, type ScoreResponse, Serves } from '@weir/contracts';
import { Controller } from '@nestjs/common';
import { RerankerApi } from './reranker-api.js';

/** RerankerService over gRPC. */
@Serves('RerankerService')
@Controller()
export class RerankerGrpcController implements Handlers<'RerankerService'> {
  constructor(private readonly api: RerankerApi) {}

  score(request: ScoreRequest, call: Call): Promise<ScoreResponse> {
    return this.api.score(request, call);
  }
}
