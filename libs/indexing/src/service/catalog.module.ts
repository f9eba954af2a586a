import { type DynamicModule, Module } from '@nestjs/common';
import { CatalogApi } from './catalog-api.js';
import { CatalogGrpcController } from './catalog-grpc.controller.js';
import { CatalogHttpController } from './catalog-http.controller.js';

/** CatalogService and its HTTP twin. */
@Module({})
export class CatalogModule {
  static of(api: CatalogApi): DynamicModule {
    return {
      module: CatalogModule,
      controllers: [CatalogGrpcController, CatalogHttpController],
      providers: [{ provide: CatalogApi, useValue: api }],
    };
  }
}
