import { parseRedisUrl } from '@weir/cache';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { SharedCacheOptions } from './caches.js';
import type { weirConfiguration } from './configuration.js';

type CacheSettings = z.output<typeof weirConfiguration>['cache'];

/**
 * The shared cache that the settings `cache.*` name; undefined where they name none.
 * @throws Error that names the setting and what to do, never the URL or the password
 */
export function sharedCacheOptions(settings: CacheSettings): SharedCacheOptions | undefined {
  const { url, tenant, username, budget_ms: budgetMs, near_bytes: nearBytes } = settings;
  if (url === undefined) return undefined;
  const { kind } = topologyOf(url);
  const password = settings.password ?? contentOf('password_file', settings.password_file)?.trim();
  const sentinelPassword =
    settings.sentinel_password ?? contentOf('sentinel_password_file', settings.sentinel_password_file)?.trim();
  const sentinel = {
    ...(settings.sentinel_username !== undefined && { username: settings.sentinel_username }),
    ...(sentinelPassword !== undefined && { password: sentinelPassword }),
  };
  if (Object.keys(sentinel).length > 0 && kind !== 'sentinel')
    throw new Error('cache.sentinel_username and its password are for a URL that begins with redis+sentinel://');
  if (sentinel.username !== undefined && sentinel.password === undefined)
    throw new Error('cache.sentinel_username needs a password: set sentinel_password_file or sentinel_password');
  const ca = contentOf('ca_file', settings.ca_file);
  const cert = contentOf('cert_file', settings.cert_file);
  const key = contentOf('key_file', settings.key_file);
  return {
    url,
    tenant,
    budgetMs,
    nearBytes,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    sentinel,
    tls: { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) },
  };
}

function topologyOf(url: string): ReturnType<typeof parseRedisUrl> {
  try {
    return parseRedisUrl(url);
  } catch (error) {
    throw new Error(`cache.url: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function contentOf(setting: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`cache.${setting}: ${file} cannot be read: check that it is there and readable`, { cause: error });
  }
}
