import type { Metrics } from '@weir/telemetry';
import { type DynamicModule, Module } from '@nestjs/common';
import { metricsToken, pageToken, PlatformController, type Readiness, readinessToken } from './platform.controller.js';

export interface PlatformParts {
  readonly modules: readonly DynamicModule[];
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  /** HTML of the page at `/`. */
  readonly page?: string;
}

@Module({})
class PlatformModule {}

/** The root module: the services given, and what machines ask a process. */
export function platformModule({ modules, readiness, metrics, page }: PlatformParts): DynamicModule {
  return {
    module: PlatformModule,
    imports: [...modules],
    controllers: [PlatformController],
    providers: [
      { provide: readinessToken, useValue: readiness },
      { provide: metricsToken, useValue: metrics },
      { provide: pageToken, useValue: page ?? null },
    ],
  };
}
