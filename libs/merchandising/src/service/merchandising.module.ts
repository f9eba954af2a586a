import { type DynamicModule, Module } from '@nestjs/common';
import { MerchandisingApi } from './merchandising-api.js';
import { MerchandisingGrpcController } from './merchandising-grpc.controller.js';
import { MerchandisingHttpController } from './merchandising-http.controller.js';

/** MerchandisingService and its HTTP twin. */
@Module({})
export class MerchandisingModule {
  static of(api: MerchandisingApi): DynamicModule {
    return {
      module: MerchandisingModule,
      controllers: [MerchandisingGrpcController, MerchandisingHttpController],
      providers: [{ provide: MerchandisingApi, useValue: api }],
    };
  }
}
