import { type DynamicModule, Module } from '@nestjs/common';
import { TeiApi } from './tei-api.js';
import { TeiInfoController, TeiRerankController } from './tei-grpc.controller.js';
import { TeiHttpController, versionToken } from './tei-http.controller.js';

/** text-embeddings-inference's API over gRPC and HTTP. */
@Module({})
export class TeiModule {
  static of(api: TeiApi, version: string): DynamicModule {
    return {
      module: TeiModule,
      controllers: [TeiRerankController, TeiInfoController, TeiHttpController],
      providers: [
        { provide: TeiApi, useValue: api },
        { provide: versionToken, useValue: version },
      ],
    };
  }
}
