import type { Log, Metrics } from '@weir/telemetry';
import { type DynamicModule, Module } from '@nestjs/common';
import type { SignIn } from './console/sign-in/sign-in.js';
import { SignInModule } from './console/sign-in/sign-in.module.js';
import type { LiveFeed } from './live/live-feed.js';
import { LiveModule } from './live/live.module.js';
import { metricsToken, pageToken, PlatformController, type Readiness, readinessToken } from './platform.controller.js';

export interface PlatformParts {
  readonly modules: readonly DynamicModule[];
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  /** HTML of the page at `/`. */
  readonly page?: string;
  /** Tells what changed to those who watch; absent: nobody can. */
  readonly live: LiveFeed | undefined;
  /** Where the console is served: how people sign in to it. */
  readonly signIn?: SignIn;
  readonly log: Log;
}

@Module({})
class PlatformModule {}

/** The root module: the services given, and what machines ask a process. */
export function platformModule(parts: PlatformParts): DynamicModule {
  const { modules, readiness, metrics, page, live, signIn, log } = parts;
  const forConsole = live === undefined ? [] : [LiveModule.of(live)];
  if (live !== undefined && signIn !== undefined) forConsole.push(SignInModule.of(signIn, log));
  return {
    module: PlatformModule,
    imports: [...modules, ...forConsole],
    controllers: [PlatformController],
    providers: [
      { provide: readinessToken, useValue: readiness },
      { provide: metricsToken, useValue: metrics },
      { provide: pageToken, useValue: page ?? null },
    ],
  };
}
