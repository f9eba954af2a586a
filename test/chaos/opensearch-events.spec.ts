import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '@weir/opensearch';
import { type EventStore, loadOpenSearchEvents, StorageError, type StoredEvent } from '@weir/storage';
import { event, exposures, query } from '../contract/sample-events.js';
import { OwnOpenSearch } from '../opensearch-server.js';

jest.setTimeout(600_000);

const prefix = 'chaos';
const batchOf = 20;

describe('events in a cluster that loses a node', () => {
  const cluster = new OwnOpenSearch(3);
  const opened: { close(): Promise<void> }[] = [];
  let nodes: readonly string[];

  beforeAll(async () => {
    nodes = (await cluster.up()).split(',');
  });
  afterAll(async () => {
    for (const each of opened) await each.close();
    await cluster.down();
  });

  const open = async (): Promise<EventStore> => {
    const { OpenSearchEvents } = await loadOpenSearchEvents();
    const client = connect({ nodes, requestTimeoutMs: 20_000 });
    const events = new OpenSearchEvents({ client, prefix });
    opened.push(events, client);
    return events;
  };
  const clicks = async (events: EventStore): Promise<number> => {
    const numerator = { aggregate: 'count', action: 'click' } as const;
    const metrics = [{ key: 'clicks', kind: 'count', numerator, better: 'higher' }] as const;
    const { moments } = await events.moments({ ...query, bots: false, outliers: false, metrics });
    return moments.find(({ variant }) => variant === 'a')!.m.sum;
  };

  it('counts every acknowledged event once, in all answers, while the first copies of its shards die', async () => {
    const [one, other] = [await open(), await open()];
    await one.expose(exposures);
    let acknowledged = 0;
    let next = 0;
    const record = async (events: EventStore, until: number): Promise<void> => {
      while (next < until) {
        const batch = next++;
        await again(() => events.append(clicksOf(batch)));
        acknowledged += batchOf;
      }
    };
    const read = async (until: number): Promise<void> => {
      while (acknowledged < until * batchOf) {
        const before = acknowledged;
        const found = await again(() => clicks(other));
        expect(found).toBeGreaterThanOrEqual(before);
      }
    };
    const phase = (until: number): Promise<unknown> =>
      Promise.all([record(one, until), record(one, until), record(other, until), read(until)]);
    await phase(40);
    const dying = await nodeOf(`${prefix}-ubi-events-2026.01`);
    await Promise.all([phase(120), cluster.kill(dying)]);

    expect(acknowledged).toBe(120 * batchOf);
    expect([await clicks(one), await clicks(other), await clicks(await open())]).toEqual([2400, 2400, 2400]);
    expect(await one.count()).toBe(2400);
    expect(await one.append(clicksOf(3))).toEqual({ recorded: 0, duplicates: batchOf });
  });

  /** The node that the first copy of an index's shard is on, when all have their second. */
  async function nodeOf(index: string): Promise<string> {
    const client = connect({ nodes });
    try {
      await client.cluster.health({ wait_for_status: 'green', timeout: '50s' });
      const { body } = await client.cat.shards({ index, format: 'json' });
      return (body as readonly { prirep: string; node: string }[]).find(({ prirep }) => prirep === 'p')!.node;
    } finally {
      await client.close();
    }
  }
});

function clicksOf(batch: number): StoredEvent[] {
  return Array.from({ length: batchOf }, (_, n) => event(`${batch}/${n}`, 'u1'));
}

/** As a caller that was not told that it worked: once more, and again. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      await wait(200);
    }
  }
}
