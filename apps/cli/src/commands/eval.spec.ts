import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbeddedStorage } from '@weir/storage';
import { evalCommand } from './eval.js';
import { featuresCommand } from './features.js';

interface Report {
  readonly products: number;
  readonly stages: readonly Readonly<Record<string, number | string>>[];
  readonly baselines: Readonly<Record<'random' | 'ideal', Readonly<Record<string, number>>>>;
  readonly comparisons: readonly unknown[];
}

describe('weir eval and weir features', () => {
  let folder: string;
  let printed: string;
  const file = (name: string): string => path.join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-eval-'));
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const evaluate = (...args: string[]): Promise<unknown> =>
    evalCommand().exitOverride().parseAsync(args, { from: 'user' });

  /** A shop of 40 lamps and chairs, searched by words alone so that no model is needed. */
  function shop(): string[] {
    const products = Array.from({ length: 40 }, (_, i) => ({
      _id: `p${i}`,
      title: i % 2 === 0 ? `desk lamp ${i}` : `oak chair ${i}`,
      description: 'for the home, made to last for years and years of use',
      price: 10 + i,
    }));
    const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    mkdirSync(file('set'));
    writeFileSync(file('set/corpus.jsonl'), lines(products));
    writeFileSync(
      file('set/queries.jsonl'),
      lines([
        { _id: 'q1', text: 'desk lamp' },
        { _id: 'q2', text: 'oak chair' },
        { _id: 'q3', text: 'never judged' },
      ]),
    );
    writeFileSync(
      file('set/qrels.tsv'),
      'query-id\tcorpus-id\tscore\nq1\tp0\t3\nq1\tp2\t1.5\nq1\tp1\t0\nq2\tp1\t2\nq2\tp39\t1\nq4\tp1\t1\n',
    );
    writeFileSync(
      file('weir.yaml'),
      `data_dir: ${file('data')}\nplan:\n  retrieval: { mode: bm25, encoder: null }\n  ranker: { model: null }\n  reranker: { model: null, blend: null }\n`,
    );
    return [
      ...['--catalogue', file('set/corpus.jsonl'), '--queries', file('set/queries.jsonl')],
      ...['--qrels', file('set/qrels.tsv'), '--config', file('weir.yaml')],
    ];
  }

  it('reports each stage over the judged queries, with baselines, and answers the same from the kept index', async () => {
    const args = [...shop(), '--pool', '--json'];
    await evaluate(...args);
    const report = JSON.parse(printed) as Report;
    expect(report.products).toBe(40);
    expect(report.stages).toHaveLength(1);
    expect(report.stages[0]).toMatchObject({ stage: 'bm25', queries: 2, mrr_at_10: 1, recall_at_100: 1 });
    expect(report.baselines.ideal).toEqual({ ndcg_at_10: 1, mrr_at_10: 1, recall_at_100: 1 });
    const ndcg = Number(report.stages[0]!['ndcg_at_10']);
    expect(ndcg).toBeGreaterThan(report.baselines.random['ndcg_at_10']!);
    expect(ndcg).toBeLessThanOrEqual(1);

    printed = '';
    await evaluate(...args);
    const again = JSON.parse(printed) as Report;
    expect(again.stages[0]!['ndcg_at_10']).toBe(ndcg);
  });

  it('leaves an index alone that another has open', async () => {
    const args = [...shop(), '--pool', '--json'];
    await evaluate(...args);
    const [kept] = readdirSync(file('eval'));
    const other = await openEmbeddedStorage(file(`eval/${kept}/weir.duckdb`));
    await expect(evaluate(...args, '--fresh')).rejects.toThrow('already open');
    expect(readdirSync(file(`eval/${kept}`))).toContain('complete');
    await other.close();
  });

  it('ranks the whole catalogue without --pool', async () => {
    await evaluate(...shop(), '--json');
    const { stages, baselines } = JSON.parse(printed) as Report;
    expect(baselines.random['ndcg_at_10']).toBeLessThan(0.2);
    expect(stages[0]!['recall_at_100']).toBe(1);
  });

  it('writes run files that evaluate to the same figures', async () => {
    await evaluate(...shop(), '--pool', '--json', '--gains', 'linear', '--runs-out', file('runs'));
    const [stage] = (JSON.parse(printed) as Report).stages;
    printed = '';
    const run = [
      '--run',
      file('runs/bm25.run'),
      '--qrels',
      file('set/qrels.tsv'),
      '--metrics',
      'ndcg_cut.10',
      '--json',
    ];
    await evaluate(...run);
    const [{ value }] = JSON.parse(printed) as [{ value: number }];
    expect(value).toBeCloseTo(Number(stage!['ndcg_at_10']), 12);
  });

  it("measures the ranker on top of the Plan's own retrieval", async () => {
    await evaluate(...shop(), '--set', 'plan.ranker.model=ranker-shop@2.2.0', '--json');
    const { stages, comparisons } = JSON.parse(printed) as Report;
    expect(stages.map(({ stage }) => stage)).toEqual(['bm25', 'ranker']);
    expect(comparisons).toEqual([expect.objectContaining({ from: 'bm25', to: 'ranker' })]);
  });

  it('refuses a stage without its model, an engine that is not there and queries of another set', async () => {
    const args = shop();
    await expect(evaluate(...args, '--stages', 'bm25,ranker')).rejects.toThrow('the Plan has no ranker');
    await expect(evaluate(...args, '--engine', 'lucene')).rejects.toThrow('Allowed choices are embedded, opensearch');
    const nowhere = ['--engine', 'opensearch', '--set', 'opensearch.url=http://127.0.0.1:1'];
    await expect(evaluate(...args, ...nowhere)).rejects.toThrow('check opensearch.url');
    await expect(evaluate('--qrels', file('set/qrels.tsv'))).rejects.toThrow('--catalogue and --queries');
    writeFileSync(file('set/qrels.tsv'), 'query-id\tcorpus-id\tscore\nother\tp0\t1\n');
    await expect(evaluate(...args)).rejects.toThrow('has judgments');
  });

  it("prints a run file's metrics as trec_eval does", async () => {
    writeFileSync(file('run'), 'q1 Q0 a 1 3 mine\nq1 Q0 b 2 2 mine\nq2 Q0 c 1 1 mine\n');
    writeFileSync(file('qrels'), 'q1 0 b 2\nq1 0 d 1\nq2 0 c 1\nq3 0 c 1\n');
    const run = ['--run', file('run'), '--qrels', file('qrels'), '--metrics', 'map,num_q,P.5', '--per-query'];
    await evaluate(...run);
    expect(printed.split('\n')).toEqual([
      'map                   \tq1\t0.2500',
      'P_5                   \tq1\t0.2000',
      'map                   \tq2\t1.0000',
      'P_5                   \tq2\t0.2000',
      'num_q                 \tall\t2',
      'map                   \tall\t0.6250',
      'P_5                   \tall\t0.2000',
      '',
    ]);
  });

  it('exports windows for a blend into a folder that is not there yet', async () => {
    const models = [
      '--set',
      'plan.ranker.model=ranker-shop@2.2.0',
      '--set',
      'plan.reranker.model=cross-encoder-l2@1.2.0',
    ];
    const args = [...shop(), ...models, '--blend', file('windows/train/set.tsv'), '--with-pool'];
    await featuresCommand().exitOverride().parseAsync(args, { from: 'user' });
    const [header, ...rows] = readFileSync(file('windows/train/set.tsv'), 'utf8').trimEnd().split('\n');
    expect(header).toMatch(/^query\tlist\tproduct\tgrade\trank_score\trerank_logit\t/);
    expect(rows.filter((row) => row.startsWith('q1\tpool\t'))).toHaveLength(3);
  });

  it('exports judged rows with group sizes, names, ids and nan, negatives beside them', async () => {
    const args = [
      ...shop(),
      '--out',
      file('out'),
      '--features',
      'title_coverage,cosine',
      '--negatives',
      '2',
      '--with-pool',
    ];
    await featuresCommand().exitOverride().parseAsync(args, { from: 'user' });
    const read = (name: string): string[] =>
      readFileSync(file(`out/${name}`), 'utf8')
        .trimEnd()
        .split('\n');
    expect(read('features.names')).toEqual(['title_coverage', 'cosine']);
    // What is retrieved with two negatives a query, then the judged products alone.
    expect(read('features.query')).toEqual(['5', '4', '3', '2']);
    const ids = read('features.ids.tsv').slice(1);
    const rows = read('features.tsv');
    expect(rows).toHaveLength(14);
    expect(ids.filter((line) => /\t0\t\w+$/.test(line))).toHaveLength(6);
    const at = ids.indexOf('q1\tp2\t1.5\tretrieved');
    expect(rows[at]).toBe('1.5\t1\tnan');
    // p1, an oak chair, is judged for the lamp's query but was not retrieved: it is there all the same.
    expect(rows[ids.indexOf('q1\tp1\t0\tretrieved')]).toBe('0\t0\tnan');
  });
});
