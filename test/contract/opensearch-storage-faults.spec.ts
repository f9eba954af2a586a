import type { Product } from '@weir/catalogue';
import { connect } from '@weir/opensearch';
import type { ProductChange, RecordChange, Storage } from '@weir/storage';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { type FrontingProxy, frontingProxy } from './fronting-proxy.js';
import { destroyStorage, openStorage } from './opensearch-storage-under-test.js';

const collection = 'experiments';

// Making indices takes seconds on a busy machine.
jest.setTimeout(120_000);

describe('the storage in OpenSearch', () => {
  let url: string;
  let proxy: FrontingProxy;
  let prefix: string;
  /** Goes through the proxy. */
  let storage: Storage;
  /** What another process sees. */
  let other: Storage;

  beforeAll(async () => {
    url = await openSearchUrl();
    proxy = await frontingProxy(url);
  }, 180_000);
  afterAll(() => proxy.close());

  beforeEach(async () => {
    prefix = indexName('faults');
    storage = await openStorage(proxy.url, prefix);
    other = await openStorage(url, prefix);
    proxy.asked.length = 0;
  });
  afterEach(async () => {
    proxy.treat = () => 'pass';
    proxy.rewrite = undefined;
    await storage.close();
    await other.close();
    await destroyStorage(url, prefix);
  });

  /** The next request of this kind is treated so, those after it are handed on. */
  const once = (ending: string, treatment: ReturnType<FrontingProxy['treat']>): void => {
    let done = false;
    proxy.treat = (asked) => {
      if (done || !asked.endsWith(ending)) return 'pass';
      done = true;
      return treatment;
    };
  };

  const versions = async (from: Storage): Promise<number[]> =>
    (await from.records.audit({ collection })).map(({ version }) => version);

  it.each([
    ['before the change that it replaces is kept', '-record-changes/_bulk', 403, 1],
    ['when the change that it replaces has been kept', '-records/_bulk', 403, 1],
    ['when the record is written', '-records/_bulk', 'lose-answer', 2],
  ] as const)('loses no audit entry of a process that dies %s', async (_, ending, treatment, written) => {
    await storage.records.put(edit('x', 0));
    const [first] = await storage.records.audit({ collection });
    // From then on nothing that it asks for is done any more.
    let dead = false;
    proxy.treat = (asked) => {
      if (dead) return 403;
      dead = asked.endsWith(ending);
      return dead ? treatment : 'pass';
    };
    await expect(storage.records.put(edit('x', 1, 'of the dead'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect((await other.records.get(collection, 'x'))?.version).toBe(written);
    const seen = await other.records.audit({ collection });
    expect(seen.map(({ version }) => version)).toEqual([1, 2].slice(0, written));
    expect(seen[0]).toEqual(first);
    await other.records.put(edit('x', written, 'of the other'));
    const all = await other.records.audit({ collection });
    expect(all.slice(0, -1)).toEqual(seen);
    expect(all.at(-1)).toMatchObject({ version: written + 1, after: 'of the other' });
    expect(all.at(-1)?.before).toEqual(seen.at(-1)?.after);
  });

  it('knows its own write again whose answer was lost, also when another came after it', async () => {
    await storage.records.put(edit('x', 0));
    once('-records/_bulk', 'lose-answer');
    expect(await storage.records.put(edit('x', 1, 'sent twice'))).toMatchObject({ kind: 'written' });
    expect(await versions(other)).toEqual([1, 2]);

    // It is tried again when the other's write is there.
    let overwriting: Promise<unknown> | undefined;
    let overwritten = false;
    proxy.treat = (asked) => {
      if (overwritten || !asked.endsWith('-records/_bulk')) return 'pass';
      if (overwriting !== undefined) return 503;
      overwriting = overwrite(other, 3).then(() => (overwritten = true));
      return 'lose-answer';
    };
    const put = await storage.records.put(edit('x', 2, 'overwritten'));
    await overwriting;
    expect(put).toEqual({ kind: 'written', record: { key: 'x', version: 3, value: 'overwritten' } });
    expect(await versions(storage)).toEqual([1, 2, 3, 4]);
  });

  it('writes every product although the cluster is busy and answers are lost, and tells the versions that count', async () => {
    const troubles = [429, 'lose-answer', 503, 'pass', 'hang-up'] as const;
    let bulks = 0;
    proxy.treat = (asked) => (asked.endsWith('/_bulk') ? (troubles[bulks++] ?? 'pass') : 'pass');
    const first = await storage.products.upsert([product('a'), product('b')]);
    const second = await storage.products.upsert([product('b', 'again')]);
    expect(bulks).toBeGreaterThanOrEqual(5);
    expect((await other.products.get(['a', 'b'])).map((stored) => stored?.version)).toEqual([first[0], second[0]]);
    expect((await changes(other)).map(({ version }) => version)).toEqual([first[0], second[0]]);
  });

  it('makes a change although the answer is lost, of what is there then', async () => {
    const [a] = await storage.products.upsert([product('a')]);
    once('-products-log/_bulk', 'lose-answer');
    const [patched] = await storage.products.patch([{ id: 'a', set: { price: 2 }, clear: [] }]);
    // It was made twice: the second time of what the first had written.
    expect(patched!.before).toBeGreaterThan(a!);
    expect(await other.products.get(['a'])).toEqual([
      { product: { ...product('a'), price: 2 }, version: patched!.version },
    ]);
  });

  it('creates a document once although the answer is lost', async () => {
    once('-documents/_bulk', 'lose-answer');
    expect(await storage.documents.create('id', 'mine')).toBe('mine');
    expect(await other.documents.create('id', 'theirs')).toBe('mine');
  });

  it('waits for a write that is under way before it tells what came after it', async () => {
    const written = await storage.products.upsert([product('a'), product('b')]);
    let behind = true;
    proxy.rewrite = (asked, answer) =>
      behind && asked.includes('-products-log/_stats')
        ? answer.replace(/"global_checkpoint":\d+/, '"global_checkpoint":0')
        : answer;
    let told: ProductChange[] | undefined;
    const telling = changes(storage).then((all) => (told = all));
    while (told === undefined && proxy.asked.filter((asked) => asked.includes('/_stats')).length < 4) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(told).toBeUndefined();
    behind = false;
    expect((await telling).map(({ version }) => version)).toEqual(written);
  });

  it('asks one small question whether any record has changed', async () => {
    await storage.records.put(edit('x', 0));
    const before = await storage.records.lastChange(collection);
    await storage.records.lastChange('others');
    proxy.asked.length = 0;
    for (let poll = 0; poll < 3; poll += 1) {
      expect(await storage.records.lastChange(collection)).toBe(before);
      expect(await storage.records.lastChange('others')).toBe(0);
    }
    expect([...new Set(proxy.asked)]).toEqual([`GET /${prefix}-records/_stats/docs`]);
    expect(proxy.asked).toHaveLength(6);
    await other.records.put(edit('y', 0));
    expect(await storage.records.lastChange(collection)).toBeGreaterThan(before);
  });

  it('does not take a shard that fails for products that are gone', async () => {
    await storage.products.upsert([product('a')]);
    proxy.rewrite = (asked, answer) => {
      if (!asked.endsWith('/_mget')) return answer;
      const { docs } = JSON.parse(answer) as { docs: { _index: string; _id: string }[] };
      const error = { type: 'no_shard_available_action_exception', reason: 'no shard available' };
      return JSON.stringify({ docs: docs.map(({ _index, _id }) => ({ _index, _id, error })) });
    };
    const reading = storage.products.get(['a']);
    await expect(reading).rejects.toMatchObject({ name: 'StorageError', code: 'UNAVAILABLE' });
    await expect(reading).rejects.toThrow('no shard available');
  });

  it('deletes the vectors of products that are gone', async () => {
    const [a, b] = await storage.products.upsert([product('a'), product('b')]);
    const vector = { encoder: 'e@1', values: Float32Array.of(1) };
    await storage.products.setVectors([
      { id: 'a', version: a!, vector },
      { id: 'b', version: b!, vector },
    ]);
    await changes(storage);
    await storage.products.remove(['a']);
    const client = connect({ nodes: [url] });
    await client.indices.refresh({ index: `${prefix}-*` });
    const { body } = await client.count({ index: `${prefix}-product-vectors` });
    await client.close();
    expect(body.count).toBe(1);
  });

  it('gives its indices the copies configured, and says where they cannot be', async () => {
    const copies = async (): Promise<unknown[]> => {
      const client = connect({ nodes: [url] });
      const { body } = await client.indices.getSettings({ index: `${prefix}-*`, flat_settings: true });
      await client.close();
      return Object.values(body).map((found) => {
        const settings = (found as { settings: Record<string, unknown> }).settings;
        return ['auto_expand_replicas', 'number_of_replicas', 'write.wait_for_active_shards'].map(
          (name) => settings[`index.${name}`],
        );
      });
    };
    expect(new Set((await copies()).map(String))).toEqual(new Set(['0-1,0,all']));
    await (await openStorage(url, prefix, { replicas: 0 })).close();
    expect(new Set((await copies()).map(String))).toEqual(new Set(['false,0,1']));
    const tooMany = openStorage(url, indexName('faults'), { replicas: 1 });
    await expect(tooMany).rejects.toMatchObject({ name: 'StorageError', code: 'UNAVAILABLE' });
    await expect(tooMany).rejects.toThrow('storage.opensearch.replicas is 1 but the cluster has 1 data node');
  });

  it('refuses indices of another format, and says what to do', async () => {
    const client = connect({ nodes: [url] });
    await client.indices.putMapping({ index: `${prefix}-records`, body: { _meta: { format: 99 } } });
    await client.close();
    const opening = openStorage(url, prefix);
    await expect(opening).rejects.toMatchObject({ name: 'StorageError', code: 'INCOMPATIBLE' });
    await expect(opening).rejects.toThrow(`${prefix}-records was written in format 99`);
  });

  it('says what to do where nothing answers', async () => {
    const opening = openStorage('http://127.0.0.1:1', prefix);
    await expect(opening).rejects.toMatchObject({ name: 'StorageError', code: 'UNAVAILABLE' });
    await expect(opening).rejects.toThrow('check opensearch.url');
  });
});

/** Waits until the record has the version, and writes the next. */
async function overwrite({ records }: Storage, version: number): Promise<void> {
  while ((await records.get(collection, 'x'))?.version !== version) continue;
  await records.put(edit('x', version, 'after'));
}

function product(id: string, title = id): Product {
  return { id, title, text: {}, category: [], attributes: {} };
}

function edit(key: string, expected: number, value: unknown = expected): RecordChange {
  const note = { who: 'ann', at: 7, action: expected === 0 ? 'create' : 'update', reason: 'because' };
  return { collection, key, expected, value, note };
}

async function changes(storage: Storage): Promise<ProductChange[]> {
  const all: ProductChange[] = [];
  for await (const page of storage.products.changes(0)) all.push(...page);
  return all;
}
