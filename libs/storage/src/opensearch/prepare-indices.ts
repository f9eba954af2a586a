import type { Client } from '@opensearch-project/opensearch';
import { asked, awaitShards, isIndexThere } from '@weir/opensearch';
import { StorageError } from '../error.js';
import { copySettings, hasSettings } from './copies.js';
import { type IndexDefinition, storageFormat } from './definitions.js';

/**
 * Makes the indices that are not there, each from a template of its name, and gives all of them as many copies as
 * wanted. Several processes may do so at the same time.
 * @param replicas see `copySettings`
 * @throws StorageError INCOMPATIBLE, changing nothing, where one was made by another format
 */
export async function prepareIndices(
  client: Client,
  definitions: readonly IndexDefinition[],
  replicas: number | undefined,
): Promise<void> {
  const found = await readIndices(client, definitions);
  const missing = definitions.filter(({ name }) => found[name] === undefined);
  if (missing.length > 0) await requireNodes(client, replicas);
  await Promise.all(missing.map((definition) => makeIndex(client, definition, replicas)));
  await awaitShards(
    client,
    definitions.map(({ name }) => name),
  );
  // What another process made meanwhile is not necessarily what this one would have made.
  const made = missing.length > 0 ? await readIndices(client, missing) : {};
  for (const [name, { settings }] of Object.entries({ ...found, ...made })) {
    if (hasSettings(settings.index, replicas)) continue;
    const body: object = copySettings(replicas);
    await asked('changing the copies of the storage', client.indices.putSettings({ index: name, body }));
  }
}

async function readIndices(client: Client, definitions: readonly IndexDefinition[]): Promise<IndicesAnswer> {
  const index = definitions.map(({ name }) => name);
  const found = await asked<IndicesAnswer>(
    'looking for the storage',
    client.indices.get({ index, ignore_unavailable: true }),
  );
  for (const [name, { mappings }] of Object.entries(found)) {
    const format = mappings._meta?.format;
    if (format === storageFormat) continue;
    throw new StorageError(
      'INCOMPATIBLE',
      `The index ${name} was written in format ${format ?? 'unknown'}, this Weir reads ${storageFormat}: use the Weir that ` +
        'wrote it, or name another prefix (storage.opensearch.prefix) and run `weir index` again.',
    );
  }
  return found;
}

async function makeIndex(client: Client, { name, properties }: IndexDefinition, replicas?: number): Promise<void> {
  const template: object = {
    index_patterns: [name],
    version: storageFormat,
    // Before any template of a wider pattern.
    priority: 500,
    template: {
      settings: { number_of_shards: 1, 'index.translog.durability': 'request', ...copySettings(replicas) },
      mappings: { _meta: { format: storageFormat }, dynamic: false, properties },
    },
  };
  await asked('writing a template', client.indices.putIndexTemplate({ name, body: template }));
  try {
    await asked('making the storage', client.indices.create({ index: name, wait_for_active_shards: '1' }));
  } catch (error) {
    if (!isIndexThere(error)) throw error;
  }
}

/** An index whose copies have no node takes no write. */
async function requireNodes(client: Client, replicas = 0): Promise<void> {
  if (replicas === 0) return;
  const { number_of_data_nodes: nodes } = await asked<HealthAnswer>('counting nodes', client.cluster.health());
  if (nodes > replicas) return;
  throw new StorageError(
    'UNAVAILABLE',
    `storage.opensearch.replicas is ${replicas} but the cluster has ${nodes} data ${nodes === 1 ? 'node' : 'nodes'}: ` +
      'add nodes, or leave the setting out.',
  );
}

type IndicesAnswer = Readonly<
  Record<
    string,
    {
      readonly mappings: { readonly _meta?: { readonly format?: number } };
      readonly settings: { readonly index: Readonly<Record<string, unknown>> };
    }
  >
>;

interface HealthAnswer {
  readonly number_of_data_nodes: number;
}
