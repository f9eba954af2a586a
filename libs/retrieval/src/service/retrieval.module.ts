import { Controller, type DynamicModule, Module } from '@nestjs/common';
import { type Handlers, type RetrieveRequest, type RetrieveResponse, Serves } from '@weir/contracts';
import { RetrievalApi } from './retrieval-api.js';

/** RetrievalService over gRPC. */
@Serves('RetrievalService')
@Controller()
class RetrievalController implements Handlers<'RetrievalService'> {
  constructor(private readonly api: RetrievalApi) {}

  retrieve(request: RetrieveRequest): Promise<RetrieveResponse> {
    return this.api.retrieve(request);
  }
}

/** RetrievalService. */
@Module({})
export class RetrievalModule {
  static of(api: RetrievalApi): DynamicModule {
    return {
      module: RetrievalModule,
      controllers: [RetrievalController],
      providers: [{ provide: RetrievalApi, useValue: api }],
    };
  }
}
