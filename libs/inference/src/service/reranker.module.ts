import { type DynamicModule, Module } from '@nestjs/common';
import { RerankerApi } from './reranker-api.js';
import { RerankerGrpcController } from './reranker-grpc.controller.js';

/** RerankerService. */
@Module({})
export class RerankerModule {
  static of(api: RerankerApi): DynamicModule {
    return {
      module: RerankerModule,
      controllers: [RerankerGrpcController],
      providers: [{ provide: RerankerApi, useValue: api }],
    };
  }
}
