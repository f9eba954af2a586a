import { connect } from '@weir/opensearch';
import type { Storage } from '../product-store.js';
import { Cluster, toStorageError } from './cluster.js';
import { storageIndices } from './definitions.js';
import { OpenSearchDocuments } from './documents.js';
import { OpenSearchEvents } from './events/index.js';
import type { OpenSearchStorageOptions } from './options.js';
import { prepareIndices } from './prepare-indices.js';
import { OpenSearchProducts } from './products.js';
import { OpenSearchRecords } from './records.js';

/**
 * Opens the storage of this prefix in an OpenSearch cluster, made if absent. Any number of processes may have it open.
 * @throws StorageError INCOMPATIBLE or UNAVAILABLE
 */
export async function openOpenSearchStorage(options: OpenSearchStorageOptions): Promise<Storage> {
  const { prefix, replicas, eventsFolder, eventsMemoryMiB, onLoss } = options;
  const client = connect(options.connection);
  const indices = storageIndices(prefix);
  const cluster = new Cluster(client);
  try {
    await prepareIndices(client, Object.values(indices), replicas);
    const events = new OpenSearchEvents({
      ...{ client, prefix, replicas, onLoss },
      ...(eventsFolder !== undefined && { folder: eventsFolder }),
      ...(eventsMemoryMiB !== undefined && { memoryMiB: eventsMemoryMiB }),
    });
    return {
      products: new OpenSearchProducts(cluster, indices),
      documents: new OpenSearchDocuments(cluster, indices.documents.name),
      records: new OpenSearchRecords(cluster, indices),
      events,
      close: async () => {
        await events.close();
        await cluster.close();
      },
    };
  } catch (error) {
    await cluster.close();
    throw toStorageError(error);
  }
}
