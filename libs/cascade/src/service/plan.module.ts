import { type DynamicModule, Module } from '@nestjs/common';
import { PlanApi } from './plan-api.js';
import { PlanGrpcController } from './plan-grpc.controller.js';
import { PlanHttpController } from './plan-http.controller.js';

/** PlanService and its HTTP twin. */
@Module({})
export class PlanModule {
  static of(api: PlanApi): DynamicModule {
    return {
      module: PlanModule,
      controllers: [PlanGrpcController, PlanHttpController],
      providers: [{ provide: PlanApi, useValue: api }],
    };
  }
}
