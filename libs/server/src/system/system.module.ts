import { type DynamicModule, Module } from '@nestjs/common';
import { SystemApi, type SystemParts } from './system-api.js';
import { SystemGrpcController } from './system-grpc.controller.js';
import { SystemHttpController } from './system-http.controller.js';

/** SystemService and its HTTP twin. */
@Module({})
export class SystemModule {
  static of(parts: SystemParts): DynamicModule {
    return {
      module: SystemModule,
      controllers: [SystemGrpcController, SystemHttpController],
      providers: [{ provide: SystemApi, useFactory: () => new SystemApi(parts) }],
    };
  }
}
