import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GetResultsResponse } from '@weir/contracts';
import { seededRandom } from '@weir/evaluation';
import { type ClickedShop, queries, startClickedShop, worse } from './clicked-shop.js';

const rates: Readonly<Record<string, number>> = { words: 0.15, meaning: 0.45 };
const definition = {
  key: 'bandit',
  variants: [
    { key: 'words', weight: 0.5, plan: worse },
    { key: 'meaning', weight: 0.5 },
  ],
  // Two seconds.
  allocation: { method: 'thompson', batch_hours: 2 / 3600, floor: 0.1 },
  metrics: { primary: 'conversion' },
};

jest.setTimeout(300_000);

describe('an experiment of a running server whose weights follow its results', () => {
  let folder: string;
  let shop: ClickedShop;
  const random = seededRandom(5);
  const variantOf = new Map<string, string>();
  let shoppers = 0;

  /** A shopper comes, sees a page, and buys at the rate of the variant. */
  const visit = async (): Promise<void> => {
    const shopper = `s${shoppers++}`;
    const { query } = queries[Math.floor(random() * queries.length)]!;
    const { variants } = await shop.search({ query, shopper_id: shopper, page_size: 4 });
    const { variant } = variants[0]!;
    variantOf.set(shopper, variant);
    if (random() >= rates[variant]!) return;
    await shop.record([{ event_id: shopper, action: 'purchase', shopper_id: shopper }]);
  };
  const results = (): Promise<GetResultsResponse> => shop.results({ key: 'bandit' });
  /** Visits until the batch in force is this one, and some units more. */
  const visitInto = async (batch: number): Promise<void> => {
    for (;;) {
      for (let n = 0; n < 60; n++) await visit();
      const { batches } = await results();
      const last = batches.at(-1)!;
      if (last.batch >= batch && (last.units['meaning'] ?? 0) > 40) return;
    }
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-bandit-'));
    shop = await startClickedShop(folder);
  });

  afterAll(async () => {
    await shop.weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('is refused by field where its reward cannot allocate', async () => {
    const wrong = { ...definition, metrics: { primary: 'ctr' }, allocation: { ...definition.allocation, floor: 0.6 } };
    const answer = await shop.weir.post('/v1/experiments', { definition: wrong });
    const { violations } = (await answer.json()) as { violations: readonly { field: string }[] };
    expect(violations.map(({ field }) => field)).toEqual(['allocation.floor']);
    const other = { ...definition, metrics: { primary: 'ctr' } };
    const refused = await (await shop.weir.post('/v1/experiments', { definition: other })).json();
    expect(refused).toMatchObject({ violations: [{ field: 'metrics.primary' }] });
  });

  it('moves traffic to the better variant, batch by batch, and those who came before stay', async () => {
    await shop.weir.post('/v1/experiments', { definition, author: 'test' });
    expect((await shop.weir.post('/v1/experiments/bandit/start', {})).status).toBe(200);
    await visitInto(3);
    const early = [...variantOf].slice(0, 40);
    const { batches } = await results();
    expect(batches[0]!.weights).toEqual({ words: 0.5, meaning: 0.5 });
    expect(batches.at(-1)!.weights['meaning']).toBeGreaterThan(0.8);
    const { units } = batches.at(-1)!;
    expect(units['meaning']!).toBeGreaterThan(2 * units['words']!);
    for (const [shopper, variant] of early) {
      const { variants } = await shop.search({ query: queries[0]!.query, shopper_id: shopper, page_size: 4 });
      expect(variants[0]!.variant).toBe(variant);
    }
    expect(early.some(([, variant]) => variant === 'words')).toBe(true);
  });

  it('tells what it did in the audit log, and goes on after kill -9', async () => {
    const before = (await results()).batches;
    await shop.weir.end('SIGKILL');
    shop = await startClickedShop(folder);
    expect((await results()).batches.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    const { changes } = (await (await shop.weir.fetch('/v1/experiments/bandit/changes')).json()) as {
      changes: readonly { author: string; action: string; reason: string }[];
    };
    const allocated = changes.filter(({ author }) => author === 'allocation');
    expect(allocated.length).toBeGreaterThanOrEqual(before.length - 1);
    expect(allocated.at(-1)).toMatchObject({
      action: 'allocate',
      reason: expect.stringContaining('batch 2: words') as unknown,
    });
    await visitInto(before.length + 1);
  });

  it('corrects its estimates by the weights that units were drawn with: they cover the truth', async () => {
    const { metrics, sample_ratio: ratio, left_out: leftOut, variants, batches } = await results();
    expect(ratio!.mismatch).toBe(false);
    expect(leftOut!.crossed).toBe(0);
    const [words, meaning] = metrics[0]!.variants;
    for (const { variant, value, standard_error: error, unweighed_value: unweighed } of [words!, meaning!]) {
      expect(Math.abs(value - rates[variant]!)).toBeLessThan(3 * error);
      const units = [...variantOf.values()].filter((each) => each === variant).length;
      const counted = variants.find((each) => each.variant === variant)!.units;
      // What was served in the moment of the kill may be lost.
      expect(units - counted).toBeLessThan(30);
      expect(Math.abs(unweighed! - rates[variant]!)).toBeLessThan(0.2);
    }
    expect(meaning!.comparison!.effect).toBeGreaterThan(0.5);
    expect(batches.length).toBeGreaterThan(2);
    const bin = path.resolve(__dirname, '..', '..', 'bin', 'weir');
    const address = ['--address', `127.0.0.1:${shop.weir.grpcPort}`];
    const shown = execFileSync(process.execPath, [bin, 'experiment', 'results', 'bandit', ...address]).toString();
    expect(shown).toMatch(/batches \(chance of each variant/);
  });

  it('stops at the next search, with its batches as they were', async () => {
    await shop.weir.post('/v1/experiments/bandit/stop', { author: 'test', reason: 'decided' });
    expect((await shop.search({ query: queries[0]!.query, shopper_id: 's1' })).variants).toEqual([]);
    const { batches } = await results();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect((await results()).batches).toHaveLength(batches.length);
  });
});
