import { connect } from '@weir/opensearch';
import { loadOpenSearchStorage, type OpenSearchStorageOptions, type Storage } from '@weir/storage';
import { indexName } from '../opensearch-server.js';
import type { StorageUnderTest } from './storage-suite.js';

/** An OpenSearch storage of a name of its own; `url` is asked for when it is opened. */
export function openSearchStorageUnderTest(url: () => string): Required<StorageUnderTest> {
  const prefix = indexName('storage');
  return {
    open: () => openStorage(url(), prefix),
    destroy: () => destroyStorage(url(), prefix),
  };
}

export async function openStorage(
  url: string,
  prefix: string,
  options: Partial<OpenSearchStorageOptions> = {},
): Promise<Storage> {
  const { openOpenSearchStorage } = await loadOpenSearchStorage();
  return openOpenSearchStorage({ connection: { nodes: [url] }, prefix, ...options });
}

/** Deletes every index of this prefix. */
export async function destroyStorage(url: string, prefix: string): Promise<void> {
  const client = connect({ nodes: [url] });
  await client.indices.delete({ index: `${prefix}-*` });
  await client.indices.deleteIndexTemplate({ name: `${prefix}-*` });
  await client.close();
}
