import { type DynamicModule, Module } from '@nestjs/common';
import { RankerApi } from './ranker-api.js';
import { RankerGrpcController } from './ranker-grpc.controller.js';

/** RankerService. */
@Module({})
export class RankerModule {
  static of(api: RankerApi): DynamicModule {
    return {
      module: RankerModule,
      controllers: [RankerGrpcController],
      providers: [{ provide: RankerApi, useValue: api }],
    };
  }
}
