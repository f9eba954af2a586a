import { type DynamicModule, Module } from '@nestjs/common';
import { EventApi } from './event-api.js';
import { EventGrpcController } from './event-grpc.controller.js';
import { EventHttpController } from './event-http.controller.js';

/** EventService and its HTTP twin. */
@Module({})
export class EventModule {
  static of(api: EventApi): DynamicModule {
    return {
      module: EventModule,
      controllers: [EventGrpcController, EventHttpController],
      providers: [{ provide: EventApi, useValue: api }],
    };
  }
}
