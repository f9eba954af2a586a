import type { Client } from '@opensearch-project/opensearch';
import { asked } from '@weir/opensearch';
import { bulkWrite } from './bulk.js';
import { type ProductDocument, parseKey } from './document.js';
import type { Indices } from './indices.js';
import type { IndexDefinition } from './mapping.js';
import { readKeys } from './read-keys.js';
import { restored } from './restored.js';
import { readSources } from './sources.js';

export interface ReindexProgress {
  readonly done: number;
  /** Products of the index that is copied, as of the beginning of the pass. */
  readonly total: number;
}

export interface Reindexing {
  readonly client: Client;
  readonly indices: Indices;
  /** Of the new index. */
  readonly definition: IndexDefinition;
  readonly onProgress?: (progress: ReindexProgress) => void;
}

/**
 * Copies the index behind the alias into a new one and puts that into its place. A pass compares the keys of both, in
 * order, and copies what differs, so that one that was interrupted has nothing to remember: what is copied is copied.
 * Passes go on until little changes meanwhile; writes wait for the last one (the cluster refuses them, which a writer
 * tries again), searches never. Resolves with the name of the new one. There must be one to copy.
 */
export async function reindex({ client, indices, definition, onProgress }: Reindexing): Promise<string> {
  const current = (await indices.current())!;
  const next = (await indices.unpublished(definition.mappings._meta.made_of)) ?? (await indices.create(definition));
  if (current.dimensions > 0 && next.dimensions === 0) await indices.addVectors(next.name, current.dimensions);
  const pass = (): Promise<number> => copyDifference(client, { from: current.name, to: next.name }, onProgress);
  for (let passes = 0; passes < mostPasses && (await pass()) > fewChanges; passes += 1);
  // Unlike the setting by itself, this waits for the writes under way.
  await asked('holding writes', client.indices.addBlock({ index: current.name, block: 'write' }));
  try {
    await pass();
    // What a writer was told is visible stays visible.
    await asked('making writes visible', client.indices.refresh({ index: next.name }));
    await indices.publish(next.name);
    return next.name;
  } catch (error) {
    const body = { 'index.blocks.write': false };
    await asked('letting writes go on', client.indices.putSettings({ index: current.name, body }));
    throw error;
  }
}

/** Passes while writes go on: a catalogue that changes faster than it is copied is held for the rest. */
const mostPasses = 5;
/** What is copied in well under a second. */
const fewChanges = 500;

/** Makes `to` what `from` is now; resolves with how many products differed. */
async function copyDifference(
  client: Client,
  { from, to }: { readonly from: string; readonly to: string },
  onProgress?: (progress: ReindexProgress) => void,
): Promise<number> {
  await asked('making writes visible', client.indices.refresh({ index: [from, to] }));
  const counted = client.count({ index: from });
  const { count: total } = await asked<{ readonly count: number }>('counting products', counted);
  const source = readKeys(client, from);
  const copy = readKeys(client, to);
  let done = 0;
  let differed = 0;
  let missing: string[] = [];
  let extra: string[] = [];
  const flush = async (): Promise<void> => {
    differed += missing.length + extra.length;
    await copyProducts(client, { from, to }, missing);
    await dropProducts(client, to, extra);
    missing = [];
    extra = [];
    onProgress?.({ done, total });
  };
  let [left, right] = await Promise.all([source.next(), copy.next()]);
  while (left.done !== true || right.done !== true) {
    const order = compare(left, right);
    if (order < 0) missing.push(left.value!);
    if (order > 0) extra.push(right.value!);
    if (order <= 0) {
      left = await source.next();
      done += 1;
    }
    if (order >= 0) right = await copy.next();
    if (missing.length + extra.length >= atOnce) await flush();
  }
  await flush();
  return differed;
}

const atOnce = 500;

/** Which of two keys comes first, in the order of their bytes; the end comes last. */
function compare(left: IteratorResult<string>, right: IteratorResult<string>): number {
  if (left.done === true) return 1;
  if (right.done === true) return -1;
  return Buffer.compare(Buffer.from(left.value), Buffer.from(right.value));
}

async function copyProducts(
  client: Client,
  { from, to }: { readonly from: string; readonly to: string },
  keys: readonly string[],
): Promise<void> {
  const ids = keys.map((key) => parseKey(key).id);
  const sources = await readSources(client, from, ids);
  const found = sources.map((document, at) => [ids[at]!, document] as const);
  await bulkWrite(
    client,
    to,
    found
      .filter((pair): pair is readonly [string, ProductDocument] => pair[1] !== undefined)
      .map(([id, document]) => ({ id, version: document.version, document: restored(document) })),
  );
}

/** Removes copies of what is gone or is of another version by now; the newer one is copied by its own key. */
async function dropProducts(client: Client, index: string, keys: readonly string[]): Promise<void> {
  const products = keys.map(parseKey);
  const sources = await readSources(
    client,
    index,
    products.map(({ id }) => id),
    ['key'],
  );
  const writes = products.filter((_, at) => sources[at]?.key === keys[at]).map(({ id, version }) => ({ id, version }));
  await bulkWrite(client, index, writes);
}
