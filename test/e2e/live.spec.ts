import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWeir, type WeirProcess } from './weir-process.js';

describe('GET /v1/live', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-live-'));
  let weir: WeirProcess;

  beforeAll(async () => {
    weir = await startWeir([
      ...['--data-dir', folder, '--set', 'demo.products=30', '--set', 'plan.retrieval.mode=bm25'],
    ]);
  }, 120_000);
  afterAll(async () => {
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('tells of experiments that change, of events that are acknowledged, and of the process all the time', async () => {
    const left = new AbortController();
    const { body, headers } = await weir.fetch('/v1/live', { signal: left.signal });
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    let told = '';
    const topic = (name: string): RegExp =>
      new RegExp(`event: changed\\n(id: \\d+\\n)?data: {"topic":"${name}","at_ms":\\d+}`);
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    const until = async (name: string): Promise<void> => {
      while (!topic(name).test(told)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`it ended before ${name} was told: ${told}`);
        told += value;
      }
    };
    await until('system');
    expect(told).not.toMatch(topic('experiments'));

    const definition = {
      ...{ key: 'watched', metrics: { primary: 'conversion' } },
      variants: [
        { key: 'control', weight: 0.5 },
        { key: 'off', weight: 0.5, plan: { reranker: { model: null } } },
      ],
    };
    expect((await weir.post('/v1/experiments', { definition, author: 'test' })).status).toBe(200);
    await until('experiments');
    expect(told).not.toMatch(topic('results'));

    const click = { event_id: 'e1', action: 'click', product_id: 'p1', shopper_id: 's1' };
    expect((await weir.post('/v1/events', [click])).status).toBe(200);
    await until('results');
    left.abort();
  }, 60_000);
});
