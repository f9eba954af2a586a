import type { RateLimiter } from '@weir/cache';
import { type AccessSettings, openGate } from './access/open-gate.js';
import type { ServerOptions } from './server.js';
import { type ConsoleSettings, hasOidc, signInOf } from './console/sign-in/sign-in.js';
import { readTls, type TlsFiles } from './tls.js';

/** Settings of the configuration that every process has. */
export interface ServerSettings {
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly body_bytes: number;
    readonly cors_origins: readonly string[];
  };
  readonly grpc: {
    readonly host: string;
    readonly port: number;
    readonly message_bytes: number;
    readonly connection_age_ms: number;
  };
  readonly tls: TlsFiles;
  readonly access: AccessSettings;
  readonly console: ConsoleSettings;
  readonly shutdown: { readonly grace_ms: number };
}

/**
 * What a server makes of them.
 *
 * @param limiter counts the calls of keys that have a limit, for all processes that share it
 * @throws Error naming the setting, where a file cannot be read
 */
export function serverOptions(
  settings: ServerSettings,
  limiter: RateLimiter,
): Pick<ServerOptions, 'http' | 'grpc' | 'gate' | 'signIn'> {
  const { http, grpc, access } = settings;
  const tls = readTls(settings.tls);
  const gate = openGate(access, { limiter, people: hasOidc(settings.console) });
  return {
    http: { host: http.host, port: http.port, bodyBytes: http.body_bytes, tls, corsOrigins: http.cors_origins },
    grpc: {
      host: grpc.host,
      port: grpc.port,
      messageBytes: grpc.message_bytes,
      ...(grpc.connection_age_ms > 0 && { connectionAgeMs: grpc.connection_age_ms }),
      tls,
    },
    gate,
    signIn: signInOf(settings.console, { gate, limiter, encrypted: tls !== undefined }),
  };
}
