import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { loadOpenSearchStorage, openEmbeddedStorage, type Storage } from '@weir/storage';
import type { Closers } from './closers.js';
import type { BackendSettings } from './configuration.js';
import type { EngineOptions } from './engine.js';
import { openSearchConnection } from './open-search-connection.js';

/** Opens what must outlive a restart: the storage that the settings name. */
export async function openStorage(options: EngineOptions, closers: Closers): Promise<Storage> {
  const { dataDir, progress, backends } = options;
  progress?.({ step: 'storage' });
  if (dataDir !== null) await mkdir(dataDir, { recursive: true });
  const storage =
    backends !== undefined && isSharedStorage(backends) ? await openShared(backends, options) : await openOwn(options);
  closers.add(() => storage.close());
  return storage;
}

/** Whether other processes may write to the storage at the same time. */
export function isSharedStorage({ storage }: BackendSettings): boolean {
  return storage.engine === 'opensearch';
}

/** @throws Error that says what to do, where a process that shares its storage with others would have one of its own */
export function needSharedStorage(settings: BackendSettings, process: string): void {
  if (isSharedStorage(settings)) return;
  throw new Error(
    `storage.engine is embedded, which is a file of one process, and ${process} shares experiments and events with others: set storage.engine to opensearch for all of them (docs/services.md), or run all in one process with weir serve`,
  );
}

function openOwn({ dataDir, onFault, backends }: EngineOptions): Promise<Storage> {
  return openEmbeddedStorage(dataDir === null ? ':memory:' : path.join(dataDir, 'weir.duckdb'), {
    ...(backends !== undefined && { memoryMiB: backends.storage.memory_mb }),
    onLoss: (error) => onFault?.({ part: 'storage', error }),
  });
}

async function openShared(
  { storage, opensearch }: BackendSettings,
  { dataDir, onFault, onClusterCall }: EngineOptions,
): Promise<Storage> {
  const { openOpenSearchStorage } = await loadOpenSearchStorage();
  return openOpenSearchStorage({
    connection: { ...(await openSearchConnection(opensearch)), onCall: onClusterCall },
    ...storage.opensearch,
    eventsFolder: dataDir ?? undefined,
    eventsMemoryMiB: dataDir === null ? undefined : storage.memory_mb,
    onLoss: (error) => onFault?.({ part: 'storage', error }),
  });
}
