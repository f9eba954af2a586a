import { connect } from '@weir/opensearch';
import { loadOpenSearchStorage, type ProductChange, type Storage } from '@weir/storage';
import { OwnOpenSearch } from '../opensearch-server.js';

// Three nodes are started, and one is lost: minutes on a busy machine.
jest.setTimeout(300_000);

describe('the storage in a cluster of three nodes, when the node with the first copy is killed', () => {
  const cluster = new OwnOpenSearch(3);
  let nodes: readonly string[];
  const opened: Storage[] = [];

  beforeAll(async () => {
    nodes = (await cluster.up()).split(',');
    const { openOpenSearchStorage } = await loadOpenSearchStorage();
    const options = { connection: { nodes }, prefix: 'weir' };
    for (let process = 0; process < 2; process += 1) opened.push(await openOpenSearchStorage(options));
  });

  afterAll(async () => {
    for (const storage of opened) await storage.close();
    await cluster.down();
  });

  it('has everything that was acknowledged, in one order, and goes on', async () => {
    const [storage, other] = opened as [Storage, Storage];
    await untilCopied();
    // Each acknowledged write lies on two nodes from here on.
    const acknowledged = new Map<string, number>();
    const edits: number[] = [];
    const under = { way: true };
    const write = async (from: Storage, name: string): Promise<void> => {
      for (let n = 0; under.way; n += 1) {
        const id = `${name}-${n}`;
        const [version] = await from.products.upsert([{ id, title: id, text: {}, category: [], attributes: {} }]);
        acknowledged.set(id, version!);
      }
    };
    const edit = async (): Promise<void> => {
      while (under.way) {
        const expected = (await other.records.get('experiments', 'one'))?.version ?? 0;
        const note = { who: 'ann', at: 1, action: 'update', reason: '' };
        const change = { collection: 'experiments', key: 'one', expected, value: expected + 1, note };
        const put = await other.records.put(change);
        if (put.kind === 'written') edits.push(put.record.version);
      }
    };
    const writing = Promise.all([write(storage, 'a'), write(storage, 'b'), write(other, 'c'), edit()]);
    const told: ProductChange[] = [];
    await until(() => acknowledged.size > 200);
    await follow(other, told);
    const before = acknowledged.size;
    await cluster.kill(await nodeOf('weir-products-log'));
    await until(() => acknowledged.size > before + 200);
    under.way = false;
    await writing;

    const ids = [...acknowledged.keys()];
    expect((await other.products.get(ids)).map((stored) => stored?.version)).toEqual([...acknowledged.values()]);
    expect(new Set(acknowledged.values()).size).toBe(ids.length);
    await follow(other, told);
    const versions = told.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((one, two) => one - two));
    expect(new Set(told.map((change) => (change.kind === 'upsert' ? change.product.id : '')))).toEqual(new Set(ids));
    const audit = await storage.records.audit({ collection: 'experiments', limit: 100_000 });
    const last = (await storage.records.get('experiments', 'one'))!.version;
    expect(audit.map(({ version }) => version)).toEqual(Array.from({ length: last }, (_, at) => at + 1));
    expect(last).toBeGreaterThanOrEqual(Math.max(...edits));
  });

  async function follow(storage: Storage, told: ProductChange[]): Promise<void> {
    for await (const page of storage.products.changes(told.at(-1)?.version ?? 0)) told.push(...page);
  }

  /** Every index has its second copy. */
  async function untilCopied(): Promise<void> {
    const client = connect({ nodes });
    await client.cluster.health({ wait_for_status: 'green', timeout: '120s' });
    await client.close();
  }

  async function nodeOf(index: string): Promise<string> {
    const client = connect({ nodes });
    const { body } = await client.cat.shards({ index, format: 'json' });
    await client.close();
    const shards = body as readonly { readonly prirep: string; readonly node: string }[];
    return shards.find(({ prirep }) => prirep === 'p')!.node;
  }
});

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 120_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (Date.now() > end) throw new Error('It does not go on.');
  }
}
