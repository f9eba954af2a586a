import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { loadConfiguration } from '@weir/config';
import { openSearchConnection, weirConfiguration } from '@weir/engine';
import { connect } from '@weir/opensearch';
import { type EventStore, loadOpenSearchEvents, openEmbeddedStorage } from '@weir/storage';

/** Where events are kept. */
export type StorageKind = 'embedded' | 'opensearch';

/** An empty store that is measured. */
export interface BenchStore {
  readonly events: EventStore;
  /** Leaves nothing behind but the folder. */
  close(): Promise<void>;
}

/** Opens a new store: a file in the folder, or indices of their own in the cluster of the configuration. */
export async function openBenchStore(
  kind: StorageKind,
  folder: string,
  config: string | undefined,
): Promise<BenchStore> {
  if (kind === 'embedded') return openEmbeddedStorage(path.join(folder, 'weir.duckdb'));
  const { values } = loadConfiguration(weirConfiguration, { file: config });
  const client = connect(await openSearchConnection(values.opensearch));
  const { OpenSearchEvents } = await loadOpenSearchEvents();
  const prefix = `weir-bench-${randomUUID().slice(0, 8)}`;
  const events = new OpenSearchEvents({ client, prefix, folder });
  return {
    events,
    async close(): Promise<void> {
      await events.close();
      await client.indices.delete({ index: `${prefix}-*` });
      await client.indices.deleteIndexTemplate({ name: `${prefix}-*` }, { ignore: [404] });
      await client.close();
    },
  };
}
