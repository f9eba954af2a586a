import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OpenFeature } from '@openfeature/server-sdk';
import { writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

const definition = {
  key: 'no-reranker',
  variants: [
    { key: 'control', weight: 0.5 },
    { key: 'off', weight: 0.5, plan: { reranker: { model: null } } },
  ],
  metrics: { primary: 'conversion', secondary: ['revenue_per_shopper'] },
};

describe('an experiment of a running server', () => {
  let folder: string;
  let weir: WeirProcess;
  const start = () =>
    startWeir([], {
      WEIR_DATA_DIR: path.join(folder, 'data'),
      WEIR_CATALOGUE_FILE: path.join(folder, 'shop.jsonl'),
    });
  const json = async (response: Response | Promise<Response>): Promise<Record<string, unknown>> =>
    (await (await response).json()) as Record<string, unknown>;
  const variantOf = async (shopper: string): Promise<unknown> => {
    const { variants } = await json(weir.post('/v1/search', { query: `drill`, shopper_id: shopper }));
    return (variants as readonly { variant: string }[])[0]?.variant;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-experiments-'));
    writeShop(path.join(folder, 'shop.jsonl'));
    weir = await start();
  }, 60_000);

  afterAll(async () => {
    await OpenFeature.close();
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('assigns from the next search on, and stops at the next one', async () => {
    expect((await weir.post('/v1/experiments', { definition, author: 'test' })).status).toBe(200);
    expect(await variantOf('s1')).toBeUndefined();
    expect((await weir.post('/v1/experiments/no-reranker/start', {})).status).toBe(200);
    const seen = await Promise.all(Array.from({ length: 40 }, (_, n) => variantOf(`s${n}`)));
    expect(new Set(seen)).toEqual(new Set(['control', 'off']));
    expect(await variantOf('s1')).toBe(seen[1]);
  }, 60_000);

  it('keeps an acknowledged event and what it counts for through kill -9', async () => {
    const bought = { action: 'purchase', revenue_minor: 1999, currency: 'EUR', shopper_id: 's1' };
    // Exposures are written beside the searches: asking for results waits for them.
    await weir.fetch('/v1/experiments/no-reranker/results');
    const answer = await json(
      weir.post('/v1/events', [
        { event_id: 'e1', ...bought },
        { event_id: 'e2', action: 'Bad' },
      ]),
    );
    expect(answer).toMatchObject({ accepted: 1, rejections: [{ index: 1 }] });
    await weir.end('SIGKILL');
    weir = await start();
    const results = await json(weir.fetch('/v1/experiments/no-reranker/results'));
    const [, revenue] = results['metrics'] as readonly { variants: readonly { units: number; value: number }[] }[];
    expect(revenue!.variants.reduce((sum, { units, value }) => sum + units * value, 0)).toBeCloseTo(1999, 6);
    expect(await json(weir.post('/v1/events', [{ event_id: 'e1', ...bought }]))).toMatchObject({ duplicates: 1 });
  }, 90_000);

  it("answers OpenFeature's own SDK", async () => {
    await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl: `http://127.0.0.1:${weir.httpPort}` }));
    const flag = await OpenFeature.getClient().getStringDetails('no-reranker', 'none', { targetingKey: 's1' });
    expect(flag).toMatchObject({ reason: 'SPLIT', value: await variantOf('s1') });
    const missing = await OpenFeature.getClient().getStringDetails('nothing', 'none', { targetingKey: 's1' });
    expect(missing).toMatchObject({ value: 'none', errorCode: 'FLAG_NOT_FOUND' });
  }, 60_000);

  it('refuses an edit of an older version, and keeps who did what', async () => {
    const stale = await weir.fetch('/v1/experiments/no-reranker', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ definition, version: 1 }),
    });
    expect(stale.status).toBe(409);
    await weir.post('/v1/experiments/no-reranker/stop', { author: 'test', reason: 'over' });
    expect(await variantOf('s1')).toBeUndefined();
    const { changes } = await json(weir.fetch('/v1/experiments/no-reranker/changes'));
    expect((changes as readonly { action: string }[]).map(({ action }) => action)).toEqual(['stop', 'start', 'create']);
  }, 60_000);
});
