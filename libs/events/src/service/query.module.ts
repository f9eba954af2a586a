import { type DynamicModule, Module } from '@nestjs/common';
import { QueryApi } from './query-api.js';
import { QueryGrpcController } from './query-grpc.controller.js';
import { QueryHttpController } from './query-http.controller.js';

/** QueryService and its HTTP twin. */
@Module({})
export class QueryModule {
  static of(api: QueryApi): DynamicModule {
    return {
      module: QueryModule,
      controllers: [QueryGrpcController, QueryHttpController],
      providers: [{ provide: QueryApi, useValue: api }],
    };
  }
}
