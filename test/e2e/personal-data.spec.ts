import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Metadata } from '@grpc/grpc-js';
import { SearchRequest, SearchServiceClient } from '@weir/contracts';
import { type Collector, startCollector } from './otlp/collector.js';
import { writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

jest.setTimeout(120_000);

/** Stands for whatever somebody is known by. */
const person = 'Annelie-77313';

describe('the log at level debug, and traces', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-personal-'));
  let collector: Collector;
  let weir: WeirProcess;

  beforeAll(async () => {
    writeShop(path.join(folder, 'shop.jsonl'));
    collector = await startCollector();
    weir = await startWeir([
      ...['--data-dir', path.join(folder, 'data'), '--catalogue', path.join(folder, 'shop.jsonl')],
      ...['--set', 'log.level=debug', '--set', `telemetry.traces.endpoint=${collector.url}`],
      ...['--set', 'plan.deadline_ms=20000'],
    ]);
  });
  afterAll(async () => {
    await weir.end('SIGKILL');
    await collector.close();
    rmSync(folder, { recursive: true });
  });

  const call = async (method: string, address: string, body?: unknown): Promise<number> => {
    const headers = {
      'content-type': 'application/json',
      'user-agent': person,
      'x-forwarded-for': '198.51.100.77',
      'x-shopper': person,
      cookie: `shopper=${person}`,
      referer: `https://shop.example/${person}`,
    };
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    return (await weir.fetch(address, { method, headers, ...content })).status;
  };

  it('hold nothing of who searched, for what, with which address, whatever field it came in and however the call ended', async () => {
    const whole = {
      query: `drill ${person}`,
      shopper_id: person,
      session_id: person,
      attributes: { country: person, email: `${person}@example.org` },
    };
    const field = encodeURIComponent(person);
    const statuses = [
      // Answered.
      await call('POST', '/v1/search', whole),
      await call('POST', '/v1/search', { ...whole, filters: [{ field: 'brand', values: [person] }], explain: true }),
      await call('POST', '/v1/search', { ...whole, highlight: { fields: [{ field: 'title' }], pre_tag: person } }),
      await call('GET', `/v1/search?q=${field}&shopper_id=${field}`),
      await call('POST', '/v1/events', {
        events: [
          {
            event_id: person,
            action: 'click',
            shopper_id: person,
            session_id: person,
            product_id: 'p1',
            query: person,
          },
          { event_id: `${person}2`, action: 'click', shopper_id: person, product_id: person, user_agent: person },
          { action: person, shopper_id: person, attributes: { note: person } },
        ],
      }),
      await call('DELETE', `/v1/shoppers/${field}`),
      await call('POST', '/v1/experiments/evaluate', { unit_id: person, attributes: { name: person } }),
      await call('POST', '/ofrep/v1/evaluate/flags', { context: { targetingKey: person, email: person } }),
      await call('GET', `/v1/queries/detail?query=${field}`),
      // Refused.
      await call('POST', '/v1/search', { ...whole, page_size: -1, page_token: person, sort: { field: person } }),
      await call('POST', '/v1/search', { ...whole, plan: { [person]: person } }),
      await call('POST', '/v1/search', { ...whole, [person]: person }),
      await call('POST', '/v1/search', `{"query": "${person}`),
      await call('POST', '/v1/events', { events: [{ [person]: person }] }),
      await call('GET', `/v1/${field}?q=${field}`),
      await call('GET', `/v1/products/${field}`),
    ];
    expect(statuses.every((status) => status < 500)).toBe(true);
    expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);

    const metadata = new Metadata();
    for (const name of ['x-shopper', 'user-agent', 'x-forwarded-for']) metadata.set(name, person);
    const client = weir.client(SearchServiceClient);
    for (const request of [
      { ...whole, attributes: {} },
      { query: person.repeat(100), shopper_id: person },
    ])
      await new Promise((resolve) => client.search(SearchRequest.fromPartial(request), metadata, resolve));
    // What is under way in the background has its lines too.
    await weir.end();

    const log = weir.output();
    const lines = log.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.filter((line) => line.includes('"msg":"search"')).length).toBe(5);
    expect(lines.filter((line) => line.includes('"msg":"search refused or failed"')).length).toBeGreaterThan(2);
    const sent = Buffer.concat([...collector.bodies]).toString('latin1');
    expect(sent).toContain('GET /v1/search');
    for (const text of [log, sent])
      for (const secret of [person, encodeURIComponent(person), '77313', '198.51.100.77', 'example.org'])
        expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
    // Where callers came from: their ports are known to nobody else.
    for (const line of lines) expect(line).not.toMatch(/127\.0\.0\.1|::1|"(ip|remoteAddress|hostname)"/);

    const example = JSON.parse(lines.find((line) => line.includes('"msg":"search"'))!) as object;
    expect(Object.keys(example).sort()).toEqual(
      [
        ...['cached', 'candidates', 'degraded', 'level', 'msg', 'products', 'rung', 'searchId', 'span_id', 'stages'],
        ...['time', 'tookMs', 'total', 'trace_id'],
      ].sort(),
    );
  });
});
