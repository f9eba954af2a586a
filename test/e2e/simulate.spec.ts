import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startWeir, type WeirProcess } from './weir-process.js';

interface Metric {
  readonly metric: string;
  readonly variants: readonly {
    readonly variant: string;
    readonly units: number;
    readonly value: number;
    readonly comparison?: { readonly effect: number; readonly significant: boolean };
  }[];
}
interface Counts {
  readonly experiment: string;
  readonly variant: string;
  readonly shoppers: number;
  readonly searches: number;
  readonly clicked_searches: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly add_to_carts: number;
  readonly purchases: number;
  readonly buyers: number;
  readonly revenue_minor: Readonly<Record<string, number>>;
}
interface Report {
  readonly events: { readonly accepted: number; readonly duplicates: number };
  readonly all: Counts;
  readonly variants: readonly Counts[];
  readonly trial?: {
    readonly decision: { readonly action: string; readonly variant: string };
    readonly rounds: readonly { readonly results: { readonly metrics: readonly Metric[] } }[];
  };
}

const bin = path.resolve(__dirname, '..', '..', 'bin', 'weir');
const run = promisify(execFile);

/** What is sold, and what shoppers call it: half of the queries share no word with the products that they mean. */
const kinds = [
  ['sofa', 'couch'],
  ['running shoes', 'sneakers'],
  ['television', 'tv set'],
  ['refrigerator', 'fridge'],
  ['laptop', 'notebook computer'],
  ['spectacles', 'eyeglasses'],
] as const;

/** Ten products of each kind, which answer both of its names. */
const products = kinds.flatMap(([kind], at) =>
  Array.from({ length: 10 }, (_, number) => ({
    id: `k${at}-${number}`,
    title: `${['Norwood', 'Altair', 'Kestrel'][number % 3]!} ${kind} ${number}`,
    price: 20 + 5 * number,
    currency: 'EUR',
  })),
);
const queries = kinds.flatMap((names, at) => names.map((text, which) => ({ _id: `q${at}-${which}`, text, at })));

jest.setTimeout(300_000);

describe('weir simulate', () => {
  let folder: string;
  let weir: WeirProcess;
  const file = (name: string): string => path.join(folder, name);
  const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const set = (): string[] => ['--queries', file('queries.jsonl'), '--qrels', file('qrels.tsv')];
  const simulate = async (...args: readonly string[]): Promise<Report> => {
    const { stdout } = await run(process.execPath, [
      ...[bin, 'simulate', '--address', `127.0.0.1:${weir.grpcPort}`, '--json'],
      ...args,
    ]);
    return JSON.parse(stdout) as Report;
  };
  const failure = (...args: readonly string[]): Promise<string> =>
    run(process.execPath, [bin, 'simulate', ...args]).then(
      () => 'it did not fail',
      (error: unknown) => (error as { readonly stderr: string }).stderr,
    );

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-simulate-'));
    writeFileSync(file('shop.jsonl'), lines(products));
    writeFileSync(file('queries.jsonl'), lines(queries));
    const judged = queries.flatMap(({ _id, at }) =>
      Array.from({ length: 10 }, (_, number) => [_id, `k${at}-${number}`, 3].join('\t')),
    );
    writeFileSync(file('qrels.tsv'), `query-id\tcorpus-id\tscore\n${judged.join('\n')}\n`);
    // Nothing is cut short on a busy machine: what is compared is the Plans.
    const budgets = ['deadline_ms', 'retrieval.encode_budget_ms', 'ranker.budget_ms', 'reranker.budget_ms'];
    weir = await startWeir([
      ...['--data-dir', file('data'), '--catalogue', file('shop.jsonl')],
      ...budgets.flatMap((budget) => ['--set', `plan.${budget}=5000`]),
    ]);
  });

  afterAll(async () => {
    await weir.end();
    rmSync(folder, { recursive: true });
  });

  it('finds that the whole cascade is better than BM25 alone, in clicks, conversion and revenue', async () => {
    const report = await simulate(...set(), '--ab', '--shoppers', '600', '--rounds', '3', '--run', 'ab');
    expect(report.trial!.decision).toMatchObject({ action: 'ship', variant: 'treatment' });
    const { metrics } = report.trial!.rounds.at(-1)!.results;
    for (const key of ['ctr', 'conversion', 'revenue_per_shopper']) {
      const { variants } = metrics.find(({ metric }) => metric === key)!;
      expect(variants[1]!.comparison!.effect).toBeGreaterThan(0);
    }
    // What the server counts is what the shoppers did.
    for (const counts of report.variants) {
      const total = (key: string): number => {
        const { units, value } = metrics
          .find(({ metric }) => metric === key)!
          .variants.find(({ variant }) => variant === counts.variant)!;
        expect(units).toBe(counts.shoppers);
        return units * value;
      };
      expect(total('conversion')).toBeCloseTo(counts.buyers, 6);
      expect(total('revenue_per_shopper')).toBeCloseTo(counts.revenue_minor['EUR']!, 4);
      expect((total('ctr') / counts.shoppers) * counts.searches).toBeCloseTo(counts.clicked_searches, 6);
    }
    expect(report.variants.map(({ variant }) => variant)).toEqual(['control', 'treatment']);
  });

  it('finds nothing between two equal variants', async () => {
    const report = await simulate(...set(), '--aa', '--shoppers', '300', '--rounds', '3', '--run', 'aa');
    expect(report.trial!.decision.action).toBe('stop');
    for (const { results } of report.trial!.rounds) {
      for (const { variants } of results.metrics) expect(variants[1]!.comparison?.significant ?? false).toBe(false);
    }
  });

  it('counts what it sent, and the events of a run that is repeated only once', async () => {
    const shoppers = ['--shoppers', '40', '--seed', '3', '--run', 'twice', '--model', 'cascade'];
    const first = await simulate(...set(), ...shoppers);
    const { impressions, clicks, add_to_carts: carts, purchases } = first.all;
    const sent = impressions + clicks + carts + purchases;
    expect(clicks).toBeGreaterThan(0);
    expect(first.events).toEqual({ accepted: sent, duplicates: 0 });
    expect((await simulate(...set(), ...shoppers)).events).toEqual({ accepted: 0, duplicates: sent });
  });

  it('says what to do where it cannot', async () => {
    const address = ['--address', `127.0.0.1:${weir.grpcPort}`];
    expect(await failure('--address', '127.0.0.1:1')).toMatch(/no server answers at 127\.0\.0\.1:1: start one/);
    expect(await failure(...address)).toMatch(
      /for only 0 of \d+ judged queries: simulate with judgments of the catalogue/,
    );
    expect(await failure(...address, '--queries', file('queries.jsonl'))).toMatch(/--queries and --qrels together/);
    writeFileSync(file('other.tsv'), 'query-id\tcorpus-id\tscore\nzz\tk0-1\t3\n');
    expect(await failure(...address, '--queries', file('queries.jsonl'), '--qrels', file('other.tsv'))).toMatch(
      /has judgments in .*: are they of one set\?/,
    );
  });
});
