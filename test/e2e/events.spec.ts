import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import {
  Event,
  EventServiceClient,
  type ForgetResponse,
  RecordRequest,
  type RecordResponse,
  RecordStreamRequest,
  type RecordStreamResponse,
} from '@weir/contracts';
import { openEmbeddedStorage } from '@weir/storage';
import { writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

const token = 'a-token-of-some-length';

describe('events of a running server', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-events-'));
  const data = path.join(folder, 'data');
  let weir: WeirProcess;
  let client: EventServiceClient;

  const start = async (): Promise<void> => {
    weir = await startWeir([], {
      WEIR_DATA_DIR: data,
      WEIR_CATALOGUE_FILE: path.join(folder, 'shop.jsonl'),
      WEIR_ACCESS_WRITE_TOKEN: token,
      WEIR_EVENTS_KEEP_QUERIES: 'false',
    });
    client = weir.client(EventServiceClient);
  };
  const record = (events: readonly Partial<Event>[]): Promise<RecordResponse> =>
    called((done) =>
      client.record(RecordRequest.fromPartial({ events: events.map((each) => ({ ...click, ...each })) }), done),
    );
  const json = async (response: Promise<Response>): Promise<unknown> => (await response).json();
  const click = { action: 'click', shopper_id: 'ann', product_id: 'p1' };

  beforeAll(async () => {
    writeShop(path.join(folder, 'shop.jsonl'));
    await start();
  }, 60_000);

  afterAll(async () => {
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('records over gRPC: one message, a stream, each wrong event by its place', async () => {
    const answer = await record([{ event_id: '1' }, { event_id: '2', product_id: '' }, { event_id: '1' }]);
    expect(answer).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(answer.rejections).toMatchObject([
      { index: 2 - 1, event_id: '2', violations: [{ field: 'product_id', description: 'must be given with click' }] },
    ]);
    const streamed = await called<RecordStreamResponse>((done) => {
      const stream = client.recordStream(done);
      for (let part = 0; part < 5; part += 1) {
        const ids = Array.from({ length: 100 }, (_, n) => `stream/${part * 100 + n}`);
        const events = ids.map((event_id) => ({
          ...click,
          event_id,
          ...(event_id === 'stream/250' && { position: 0 }),
        }));
        stream.write(RecordStreamRequest.fromPartial({ events }));
      }
      stream.end();
    });
    expect(streamed).toMatchObject({ accepted: 499, duplicates: 0, rejected: 1, rejections: [{ index: 250 }] });
  });

  it('refuses a request that holds no events', async () => {
    const refused = await record([]).catch((error: unknown) => error as ServiceError);
    expect(refused).toMatchObject({ code: status.INVALID_ARGUMENT, details: 'events: must hold 1 to 1000 events' });
    expect((await weir.post('/v1/events', { events: 'no' })).status).toBe(400);
  });

  it('records over HTTP: one event, many, and documents of User Behavior Insights among them', async () => {
    const ubi = {
      ...{ action_name: 'add_to_cart', query_id: 'q', client_id: 'ann', timestamp: new Date().toISOString() },
      event_attributes: { object: { object_id: 'p2' }, position: { ordinal: 2 } },
    };
    expect(await json(weir.post('/v1/events', { ...click, event_id: 'http/1' }))).toMatchObject({ accepted: 1 });
    const many = [ubi, { ...click, event_id: 'http/2' }, { ...click, event_id: 'http/3', colour: 'red' }, ubi];
    expect(await json(weir.post('/v1/events', { events: many }))).toMatchObject({
      ...{ accepted: 2, duplicates: 1 },
      rejections: [{ index: 2, violations: [{ field: 'colour', description: 'there is no such field' }] }],
    });
  });

  it('has every acknowledged event after kill -9 right after the acknowledgement, over both transports', async () => {
    const ids = Array.from({ length: 500 }, (_, n) => `kill/${n}`);
    expect(await record(ids.map((event_id) => ({ event_id })))).toMatchObject({ accepted: 500 });
    await weir.end('SIGKILL');
    await start();
    expect(await json(weir.post('/v1/events', { ...click, event_id: 'kill/http' }))).toMatchObject({ accepted: 1 });
    await weir.end('SIGKILL');
    await start();
    const again = await record([...ids, 'kill/http', '1', 'stream/0', 'http/1'].map((event_id) => ({ event_id })));
    expect(again).toMatchObject({ accepted: 0, duplicates: 504, rejections: [] });
  }, 90_000);

  it('counts what became of them', async () => {
    const metrics = await (await weir.fetch('/metrics')).text();
    expect(metrics).toContain('weir_events_total{outcome="duplicate"} 504');
  });

  it('forgets a shopper for those who may, the search of a moment ago too', async () => {
    const forget = (headers: Record<string, string>): Promise<Response> =>
      weir.fetch('/v1/shoppers/ann', { method: 'DELETE', headers });
    expect((await forget({})).status).toBe(401);
    await weir.post('/v1/search', { query: 'drill', shopper_id: 'ann' });
    const { deleted } = (await json(forget({ authorization: `Bearer ${token}` }))) as { deleted: number };
    // Of the five hundred and five of before: 1, stream, HTTP and UBI, kill; and the search.
    expect(deleted).toBe(1 + 499 + 3 + 501 + 1);
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${token}`);
    const again = await called<ForgetResponse>((done) => client.forget({ shopper_id: 'ann' }, metadata, done));
    expect(again).toEqual({ deleted: 0 });
  });

  it('keeps neither names nor words', async () => {
    const secret = {
      event_id: 'private',
      shopper_id: 'very-private-name',
      session_id: 'visit-of-mine',
      query: 'embarrassing',
    };
    expect(await record([secret])).toMatchObject({ accepted: 1 });
    await weir.post('/v1/search', { query: 'embarrassing', shopper_id: 'very-private-name' });
    await weir.end();
    const storage = await openEmbeddedStorage(path.join(data, 'weir.duckdb'));
    expect(await storage.events.count()).toBe(2);
    await storage.close();
    // The file is compressed column by column: these would stand in it in one piece all the same, as the only ones.
    const text = await import('node:fs/promises').then(({ readFile }) =>
      readFile(path.join(data, 'weir.duckdb'), 'latin1'),
    );
    for (const word of ['very-private-name', 'visit-of-mine', 'embarrassing']) expect(text).not.toContain(word);
    await start();
  }, 60_000);
});

function called<T>(call: (done: (error: ServiceError | null, value: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (error === null) resolve(value);
      else reject(error);
    });
  });
}
