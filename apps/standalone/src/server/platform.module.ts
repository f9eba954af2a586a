import type { Metrics } from '@weir/telemetry';
import { type DynamicModule, Module } from '@nestjs/common';
import { RankerController, RerankerController } from './later.controllers.js';
import { metricsToken, PlatformController, type Readiness, readinessToken } from './platform.controller.js';

export interface PlatformParts {
  readonly modules: readonly DynamicModule[];
  readonly readiness: Readiness;
  readonly metrics: Metrics;
}

@Module({})
class PlatformModule {}

/** The root module: the services given, those still to come, and what machines ask a process. */
export function platformModule({ modules, readiness, metrics }: PlatformParts): DynamicModule {
  return {
    module: PlatformModule,
    imports: [...modules],
    controllers: [PlatformController, RankerController, RerankerController],
    providers: [
      { provide: readinessToken, useValue: readiness },
      { provide: metricsToken, useValue: metrics },
    ],
  };
}
