import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import type { TuningReport } from '../tuning/report.js';
import { evalCommand } from './eval.js';
import { tuneCommand } from './tune.js';

/** A shop of 60 lamps and chairs with the shipped ranker, searched by words alone so that no network is run. */
describe('weir tune', () => {
  let folder: string;
  let printed: string;
  const file = (name: string): string => path.join(folder, name);
  const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-tune-'));
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const nouns = ['desk lamp', 'oak chair', 'floor lamp'];
    const colours = ['red', 'green', 'blue', 'white'];
    const products = Array.from({ length: 60 }, (_, i) => ({
      _id: `p${i}`,
      title: `${colours[i % 4]!} ${nouns[i % 3]!} ${i}`,
      description: 'for the home, made to last for years and years of use',
      price: 10 + i,
    }));
    const queries = nouns.flatMap((noun, n) =>
      colours.map((colour, c) => ({ _id: `q${n}${c}`, text: `${colour} ${noun}` })),
    );
    const judgments = queries.flatMap(({ _id, text }) =>
      products.flatMap((product) => (product.title.startsWith(text) ? [[_id, product._id, 3].join('\t')] : [])),
    );
    writeFileSync(file('corpus.jsonl'), lines(products));
    writeFileSync(file('queries.jsonl'), lines(queries));
    writeFileSync(file('qrels.tsv'), `query-id\tcorpus-id\tscore\n${judgments.join('\n')}\n`);
    writeFileSync(
      file('weir.yaml'),
      [
        '# a shop of lamps',
        `data_dir: ${file('data')}`,
        'plan:',
        '  retrieval: { mode: bm25, encoder: null } # no vectors',
        '  reranker: { model: null, blend: null }',
        '',
      ].join('\n'),
    );
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const set = (): string[] => [
    ...['--catalogue', file('corpus.jsonl'), '--queries', file('queries.jsonl'), '--qrels', file('qrels.tsv')],
    ...['--config', file('weir.yaml')],
  ];
  const tune = (...args: string[]): Promise<unknown> =>
    tuneCommand()
      .exitOverride()
      .parseAsync([...set(), '--only', 'fusion,retrieval,ranker', '--any-speed', ...args], { from: 'user' });

  it('chooses a Plan, checks it on unseen queries, writes it beside what the file says, and eval takes it from there', async () => {
    await tune('--out', file('weir.yaml'), '--json');
    const report = JSON.parse(printed) as TuningReport;
    expect(report).toMatchObject({ products: 60, queries: 12, k: 10, written: file('weir.yaml') });
    // Words order this shop as well as can be: a ranker, however good, adds nothing.
    expect(report.chosen.ndcg).toBe(1);
    expect(report.steps.map(({ setting }) => setting)).toEqual(['ranker']);
    expect(report.chosen.plan.ranker).toEqual({ model: null });
    expect(report.cross_validation).toMatchObject({ folds: 5 });

    const text = readFileSync(file('weir.yaml'), 'utf8');
    expect(text).toContain('# a shop of lamps');
    expect(text).toContain('# no vectors');
    expect(parse(text)).toEqual({
      data_dir: file('data'),
      plan: {
        retrieval: { mode: 'bm25', encoder: null },
        reranker: { model: null, blend: null },
        ranker: { model: null },
      },
    });

    printed = '';
    await evalCommand()
      .exitOverride()
      .parseAsync([...set(), '--json'], { from: 'user' });
    const { stages } = JSON.parse(printed) as { stages: readonly { stage: string; ndcg_at_10: number }[] };
    expect(stages).toHaveLength(1);
    expect(stages[0]).toMatchObject({ stage: 'bm25', ndcg_at_10: report.chosen.ndcg });
  });

  it('prints what was tried and the Plan as YAML', async () => {
    await tune();
    expect(printed).toContain('12 judged queries, 60 products');
    expect(printed).toMatch(/^ranker +ranker\.model=null +\d\.\d{4} +[+-]\d\.\d{4} +\S+ +\d+\.\d +chosen$/m);
    expect(printed).toMatch(/^unseen +NDCG@10 \d\.\d{4} by 5-fold cross-validation over 12 queries/m);
    const section = printed.slice(printed.indexOf('# Chosen by weir tune on 12 judged queries of corpus.jsonl'));
    expect(parse(section)).toHaveProperty('plan.ranker', { model: null });
  });

  it('keeps the Plan of before where nothing shows that another holds on unseen queries', async () => {
    await tune('--limit', '1', '--json', '--out', file('weir.yaml'));
    const { chosen, start, cross_validation: validation, holds } = JSON.parse(printed) as TuningReport;
    expect({ validation, holds }).toEqual({ validation: null, holds: false });
    expect(chosen.plan).toEqual(start.plan);
    expect(parse(readFileSync(file('weir.yaml'), 'utf8'))).toHaveProperty('plan', start.plan);
  });

  it('says before it searches that the file cannot take a Plan, and refuses what it cannot choose', async () => {
    writeFileSync(file('broken.yaml'), 'plan: [1');
    await expect(tune('--out', file('broken.yaml'))).rejects.toThrow(/No Plan can be written into .*not YAML/);
    await expect(tune('--only', 'ranker,colour')).rejects.toThrow('colour: give some of fusion,retrieval,ranker');
  });
});
