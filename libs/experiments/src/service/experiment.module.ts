import { type DynamicModule, Module } from '@nestjs/common';
import { ExperimentApi } from './experiment-api.js';
import { ExperimentGrpcController } from './experiment-grpc.controller.js';
import { ExperimentHttpController } from './experiment-http.controller.js';
import { OfrepHttpController } from './ofrep-http.controller.js';

/** ExperimentService, its HTTP twin, and the flags. */
@Module({})
export class ExperimentModule {
  static of(api: ExperimentApi): DynamicModule {
    return {
      module: ExperimentModule,
      controllers: [ExperimentGrpcController, ExperimentHttpController, OfrepHttpController],
      providers: [{ provide: ExperimentApi, useValue: api }],
    };
  }
}
