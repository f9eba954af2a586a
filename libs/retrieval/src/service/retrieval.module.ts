import { Controller, type DynamicModule, Module } from '@nestjs/common';
import {
  type Call,
  type GetStatesRequest,
  type GetStatesResponse,
  type Handlers,
  type RetrieveRequest,
  type RetrieveResponse,
  Serves,
} from '@weir/contracts';
import { RetrievalApi } from './retrieval-api.js';

/** RetrievalService over gRPC. */
@Serves('RetrievalService')
@Controller()
class RetrievalController implements Handlers<'RetrievalService'> {
  constructor(private readonly api: RetrievalApi) {}

  retrieve(request: RetrieveRequest, call: Call): Promise<RetrieveResponse> {
    return this.api.retrieve(request, call);
  }

  getStates(request: GetStatesRequest, call: Call): Promise<GetStatesResponse> {
    return this.api.getStates(request, call);
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
