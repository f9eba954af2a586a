import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SearchResponse } from '@weir/contracts';
import { seededRandom } from '@weir/evaluation';
import { type ClickedShop, queries, startClickedShop, worse } from './clicked-shop.js';

const definition = {
  key: 'meaning',
  kind: 'interleaving',
  variants: [{ key: 'words', plan: worse }, { key: 'meaning' }],
  analysis: { sequential_tuning: 200 },
};

jest.setTimeout(300_000);

describe('an interleaved experiment of a running server', () => {
  let folder: string;
  let shop: ClickedShop;
  const random = seededRandom(7);
  /** What whoever looked at the pages counts. */
  const seen = { impressions: 0, wins: 0, losses: 0 };
  let events = 0;

  /** Looks at a page from the top, the place at rank r with probability 1 / r, and clicks on most of what is wanted. */
  const look = async (page: SearchResponse, shopper: string, wanted: string): Promise<void> => {
    const clicked = page.products.filter(
      ({ product }, place) => random() < 1 / (place + 1) && product!.id.startsWith(wanted),
    );
    const credit = clicked.map(({ team }) => ({ meaning: 1, words: -1 })[team] ?? 0).reduce((a, b) => a + b, 0);
    seen.impressions++;
    if (credit > 0) seen.wins++;
    if (credit < 0) seen.losses++;
    if (clicked.length === 0) return;
    await shop.record(
      clicked.map(({ product }) => ({
        ...{ event_id: `e${events++}`, action: 'click', search_id: page.search_id, shopper_id: shopper },
        product_id: product!.id,
      })),
    );
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-interleaving-'));
    shop = await startClickedShop(folder);
  });

  afterAll(async () => {
    await shop.weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('is refused by field where its definition is none of two rankings', async () => {
    const wrong = { ...definition, variants: [...definition.variants, { key: 'third', weight: 0.2 }] };
    const answer = await shop.weir.post('/v1/experiments', { definition: { ...wrong, metrics: { primary: 'ctr' } } });
    expect(answer.status).toBe(400);
    const { violations } = (await answer.json()) as { violations: readonly { field: string }[] };
    expect(violations.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['variants', 'variants.2.weight', 'metrics.primary']),
    );
  });

  it('shows a unit the same page again and goes on where it ended, also past the page cache', async () => {
    await shop.weir.post('/v1/experiments', { definition, author: 'test' });
    expect((await shop.weir.post('/v1/experiments/meaning/start', {})).status).toBe(200);
    const asked = { query: queries[0]!.query, shopper_id: 'reader', page_size: 12 };
    const whole = await shop.search(asked);
    expect(whole.variants).toEqual([
      { experiment: 'meaning', variant: 'interleaved', reached: true, interleaved: true },
    ]);
    const first = await shop.search({ ...asked, page_size: 6 });
    const second = await shop.search({ ...asked, page_size: 6, page_token: first.next_page_token });
    const picks = ({ products }: SearchResponse) => products.map(({ product, team }) => [product!.id, team]);
    expect([...picks(first), ...picks(second)]).toEqual(picks(whole));
    expect(new Set(picks(whole).map(([, team]) => team))).toEqual(new Set(['words', 'meaning']));
    seen.impressions += 3;

    const pages = await Promise.all(
      Array.from({ length: 6 }, (_, n) => shop.search({ ...asked, shopper_id: `other-${n}` })),
    );
    seen.impressions += 6;
    expect(new Set(pages.map((page) => JSON.stringify(picks(page)))).size).toBeGreaterThan(1);
  });

  it('finds the better Plan, and counts what shoppers clicked, page by page', async () => {
    for (let n = 0; n < 200; n++) {
      const shopper = `s${n}`;
      for (let times = 0; times < 2; times++) {
        const { query, wanted } = queries[Math.floor(random() * queries.length)]!;
        const page = await shop.search({ query, shopper_id: shopper, page_size: 8 });
        await look(page, shopper, wanted);
        if (random() < 0.2) {
          const token = { page_size: 8, page_token: page.next_page_token };
          await look(await shop.search({ query, shopper_id: shopper, ...token }), shopper, wanted);
        }
      }
    }
    const { preference, recommendation, variants, metrics } = await shop.results({ key: 'meaning' });
    expect(preference).toMatchObject({ ...seen, control: 'words', challenger: 'meaning', significant: true });
    expect(preference!.preference).toBeCloseTo((seen.wins - seen.losses) / seen.impressions, 12);
    expect(preference!.sequential!.low).toBeGreaterThan(0);
    expect(recommendation).toMatchObject({ action: 'ship', variant: 'meaning' });
    expect(variants).toMatchObject([{ variant: 'interleaved', units: 207, reached: 207 }]);
    expect(metrics).toEqual([]);
  });

  it('keeps whose pick each place was through kill -9, and shows it on the command line', async () => {
    const before = (await shop.results({ key: 'meaning' })).preference;
    await shop.weir.end('SIGKILL');
    shop = await startClickedShop(folder);
    expect((await shop.results({ key: 'meaning' })).preference).toEqual(before);
    const bin = path.resolve(__dirname, '..', '..', 'bin', 'weir');
    const address = ['--address', `127.0.0.1:${shop.weir.grpcPort}`];
    const shown = execFileSync(process.execPath, [bin, 'experiment', 'results', 'meaning', ...address]).toString();
    expect(shown).toContain('SHIP: meaning is preferred to words');
    expect(shown).toContain('preference for meaning over words');
  });

  it('is over at the next search where it is stopped', async () => {
    await shop.weir.post('/v1/experiments/meaning/stop', { author: 'test', reason: 'decided' });
    const page = await shop.search({ query: queries[0]!.query, shopper_id: 'reader' });
    expect(page.variants).toEqual([]);
    expect(page.products.every(({ team }) => team === '')).toBe(true);
  });
});
