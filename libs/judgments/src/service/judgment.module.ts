import { type DynamicModule, Module } from '@nestjs/common';
import { JudgmentApi } from './judgment-api.js';
import { JudgmentGrpcController } from './judgment-grpc.controller.js';
import { JudgmentSetHttpController } from './judgment-set-http.controller.js';
import { QueryRunHttpController } from './query-run-http.controller.js';
import { QuerySetHttpController } from './query-set-http.controller.js';

/** JudgmentService and its HTTP twin. */
@Module({})
export class JudgmentModule {
  static of(api: JudgmentApi): DynamicModule {
    return {
      module: JudgmentModule,
      controllers: [JudgmentGrpcController, JudgmentSetHttpController, QuerySetHttpController, QueryRunHttpController],
      providers: [{ provide: JudgmentApi, useValue: api }],
    };
  }
}
