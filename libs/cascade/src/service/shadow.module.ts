import { type DynamicModule, Module } from '@nestjs/common';
import { ShadowApi } from './shadow-api.js';
import { ShadowGrpcController } from './shadow-grpc.controller.js';
import { ShadowHttpController } from './shadow-http.controller.js';

/** ShadowService and its HTTP twin. */
@Module({})
export class ShadowModule {
  static of(api: ShadowApi): DynamicModule {
    return {
      module: ShadowModule,
      controllers: [ShadowGrpcController, ShadowHttpController],
      providers: [{ provide: ShadowApi, useValue: api }],
    };
  }
}
