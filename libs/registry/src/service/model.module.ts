import { type DynamicModule, Module } from '@nestjs/common';
import { ModelApi } from './model-api.js';
import { ModelGrpcController } from './model-grpc.controller.js';
import { ModelHttpController } from './model-http.controller.js';

/** ModelService and its HTTP twin. */
@Module({})
export class ModelModule {
  static of(api: ModelApi): DynamicModule {
    return {
      module: ModelModule,
      controllers: [ModelGrpcController, ModelHttpController],
      providers: [{ provide: ModelApi, useValue: api }],
    };
  }
}
