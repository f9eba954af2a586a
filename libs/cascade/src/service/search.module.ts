import { Module, type DynamicModule } from '@nestjs/common';
import { SearchApi } from './search-api.js';
import { SearchGrpcController } from './search-grpc.controller.js';
import { SearchHttpController } from './search-http.controller.js';

/** SearchService and its HTTP twin. */
@Module({})
export class SearchModule {
  static of(api: SearchApi): DynamicModule {
    return {
      module: SearchModule,
      controllers: [SearchGrpcController, SearchHttpController],
      providers: [{ provide: SearchApi, useValue: api }],
    };
  }
}
