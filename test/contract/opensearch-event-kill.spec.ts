import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { connect } from '@weir/opensearch';
import { type EventStore, loadOpenSearchEvents } from '@weir/storage';
import { OwnOpenSearch } from '../opensearch-server.js';
import { compileRoom } from './compile-room.js';
import { event } from './sample-events.js';

jest.setTimeout(300_000);

const prefix = 'killed';
/** Events of a batch, and its number in their ids. */
const batchOf = 50;

/** Records batches for ever, four side by side, each with the exposure of its own unit, and prints those acknowledged. */
const writer = (index: string, url: string): string => `
  const { connect } = require('@weir/opensearch');
  const { OpenSearchEvents } = require(${JSON.stringify(index)});
  const event = (batch, n) => ({
    id: batch + '/' + n, action: 'click', at: 1000 + n, receivedAt: 2000, shopper: 'u' + batch, session: '',
    searchId: 's', productId: 'p', query: 'x'.repeat(100),
  });
  (async () => {
    const events = new OpenSearchEvents({ client: connect({ nodes: ['${url}'] }), prefix: '${prefix}' });
    let next = 0;
    const write = async () => {
      for (;;) {
        const batch = next++;
        const exposure = { experiment: 'e', phase: 1, variant: 'a', unit: 'u' + batch, at: 0, reached: true };
        await Promise.all([
          events.append(Array.from({ length: ${batchOf} }, (_, n) => event(batch, n))),
          events.expose([exposure]),
        ]);
        process.stdout.write(batch + '\\n');
      }
    };
    await Promise.all([write(), write(), write(), write()]);
  })();
`;

describe('events in OpenSearch, when it and their process are killed', () => {
  const server = new OwnOpenSearch();
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-opensearch-kill-'));
  const index = compileRoom('storage');
  const opened: { close(): Promise<void> }[] = [];
  let child: ChildProcess | undefined;

  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await server.down();
    rmSync(folder, { recursive: true });
    rmSync(path.dirname(index), { recursive: true });
  });

  const open = async (url: string, copy?: string): Promise<EventStore> => {
    const { OpenSearchEvents } = await loadOpenSearchEvents();
    const client = connect({ nodes: [url] });
    const events = new OpenSearchEvents({ client, prefix, ...(copy !== undefined && { folder: copy }) });
    opened.push(events, client);
    return events;
  };
  const clicks = async (events: EventStore): Promise<number> => {
    const numerator = { aggregate: 'count', action: 'click' } as const;
    const metrics = [{ key: 'clicks', kind: 'count', numerator, better: 'higher' }] as const;
    const { moments } = await events.moments({ experiment: 'e', phase: 1, metrics });
    return moments[0]?.m.sum ?? 0;
  };

  it('keep every acknowledged event and exposure, and are the same in a copy that was made before', async () => {
    const before = await open(await server.up(), folder);
    const acknowledged = await killAfter(60, await server.up(), () => void clicks(before).catch(() => undefined));
    for (const each of opened.splice(0)) await each.close();

    const url = await server.up();
    const [copy, fresh] = [await open(url, folder), await open(url)];
    const found = await clicks(copy);
    expect(found).toBeGreaterThanOrEqual(acknowledged.length * batchOf);
    expect([await clicks(fresh), await copy.count()]).toEqual([found, found]);
    const again = acknowledged.map((batch) => event(`${batch}/${batchOf - 1}`, `u${batch}`));
    expect(await copy.append(again)).toEqual({ recorded: 0, duplicates: acknowledged.length });
    expect(await copy.append([event('new', 'u0')])).toEqual({ recorded: 1, duplicates: 0 });
  });

  it('are not answered for while the shard of a month is lost', async () => {
    const url = await server.up();
    const client = connect({ nodes: [url] });
    opened.push(client);
    const lost = `${prefix}-ubi-events-2026.02`;
    const settings = { 'index.routing.allocation.require._name': 'no-such-node' };
    const events = await open(url);
    await events.append([event('one more', 'u0')]);
    await client.indices.create({ index: lost, body: { settings }, wait_for_active_shards: '0' });
    await expect(clicks(events)).rejects.toMatchObject({ name: 'StorageError', code: 'UNAVAILABLE' });
    await client.indices.delete({ index: lost });
    expect(await clicks(events)).toBeGreaterThan(0);
  });

  async function killAfter(enough: number, url: string, meanwhile: () => void): Promise<number[]> {
    const script = path.join(path.dirname(index), 'writer.cjs');
    writeFileSync(script, writer(path.join(path.dirname(index), 'opensearch/events/index.js'), url));
    const writing = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = writing;
    const acknowledged: number[] = [];
    for await (const line of createInterface(writing.stdout)) {
      acknowledged.push(Number(line));
      if (acknowledged.length % 10 === 0) meanwhile();
      if (acknowledged.length !== enough) continue;
      await server.kill();
      writing.kill('SIGKILL');
    }
    return acknowledged;
  }
});
