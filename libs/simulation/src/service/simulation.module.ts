import { type DynamicModule, Module } from '@nestjs/common';
import { SimulationApi } from './simulation-api.js';
import { SimulationGrpcController } from './simulation-grpc.controller.js';
import { SimulationHttpController } from './simulation-http.controller.js';

/** SimulationService and its HTTP twin. */
@Module({})
export class SimulationModule {
  static of(api: SimulationApi): DynamicModule {
    return {
      module: SimulationModule,
      controllers: [SimulationGrpcController, SimulationHttpController],
      providers: [{ provide: SimulationApi, useValue: api }],
    };
  }
}
