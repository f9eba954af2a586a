import { judgeRanking } from './judgments.js';
import { compareCodePoints, rankRun } from './rank-run.js';
import { evaluateRun, formatTrecValue } from './trec-eval.js';
import { QrelsCollector, RunCollector } from './trec-files.js';
import { parseTrecMeasures } from './trec-measures.js';

describe('the order of a run', () => {
  it('is by score, then by id descending', () => {
    expect(
      rankRun([
        { id: 'a', score: 1 },
        { id: 'c', score: 1 },
        { id: 'b', score: 2 },
      ]),
    ).toEqual(['b', 'c', 'a']);
  });

  it('ties scores that differ only beyond float32', () => {
    expect(
      rankRun([
        { id: 'a', score: 16_777_217 },
        { id: 'b', score: 16_777_216 },
      ]),
    ).toEqual(['b', 'a']);
  });

  it('compares ids as UTF-8 bytes', () => {
    const ids = ['a', 'é', '\uffee', '😀', 'aa', ''];
    const bytes = [...ids].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
    expect([...ids].sort(compareCodePoints)).toEqual(bytes);
  });
});

describe('measure names', () => {
  const names = (list: string): readonly string[] => parseTrecMeasures(list).map(({ name }) => name);

  it('are taken with a point or an underscore and printed in trec_eval order', () => {
    expect(names('ndcg_cut.10,P.10,map,P_5')).toEqual(['map', 'P_5', 'P_10', 'ndcg_cut_10']);
    expect(names('P.10,20')).toEqual(['P_10', 'P_20']);
    expect(names('success')).toEqual(['success_1', 'success_5', 'success_10']);
    expect(names('iprec_at_recall.0.1')).toEqual(['iprec_at_recall_0.10']);
    expect(names('official')).toHaveLength(9 + 11 + 9);
  });

  it('that are not known are refused with those that are', () => {
    expect(() => parseTrecMeasures('mpa')).toThrow(/"mpa" is not known. Known: num_q, .*ndcg_cut/);
    expect(() => parseTrecMeasures('P.0')).toThrow('P takes a whole number above 0, not "0"');
    expect(() => parseTrecMeasures('map.3')).toThrow('"map.3" is not known');
  });
});

describe('trec_eval lines', () => {
  const line = (value: number, measures = 'map'): string =>
    formatTrecValue({ measure: parseTrecMeasures(measures)[0]!, query: 'all', value });

  it('are padded and rounded as printf does, exact ties to even', () => {
    expect(line(0.03125)).toBe('map                   \tall\t0.0312');
    expect(line(0.09375)).toBe('map                   \tall\t0.0938');
    expect(line(0.123456)).toBe('map                   \tall\t0.1235');
    expect(line(12, 'num_ret')).toBe('num_ret               \tall\t12');
  });

  it('average over the queries in both files, or over all judged ones when complete', () => {
    const run = new Map([
      ['q1', [{ id: 'a', score: 1 }]],
      ['q3', [{ id: 'a', score: 1 }]],
    ]);
    const qrels = new Map([
      ['q1', new Map([['a', 1]])],
      ['q2', new Map([['b', 1]])],
    ]);
    const measures = parseTrecMeasures('num_q,map');
    const values = (complete: boolean): readonly number[] =>
      evaluateRun(run, qrels, { measures, complete }).summary.map(({ value }) => value);
    expect(values(false)).toEqual([1, 1]);
    expect(values(true)).toEqual([2, 0.5]);
  });

  it('a query have no num_q and gm_map, which exist only in the summary', () => {
    const run = new Map([['q', [{ id: 'a', score: 1 }]]]);
    const qrels = new Map([['q', new Map([['a', 1]])]]);
    const { perQuery } = evaluateRun(run, qrels, { measures: parseTrecMeasures('num_q,num_rel,gm_map,map') });
    expect(perQuery.map(({ measure }) => measure.name)).toEqual(['num_rel', 'map']);
  });
});

describe('files', () => {
  it('TREC and BEIR qrels give the same judgments', () => {
    const trec = new QrelsCollector();
    ['q1 0 d1 2', 'q1\t0\td2  0', '', 'q2 0 d1 1'].forEach((line) => {
      trec.add(line);
    });
    const beir = new QrelsCollector();
    ['query-id\tcorpus-id\tscore', 'q1\td1\t2', 'q1\td2\t0\r', 'q2\td1\t1.0'].forEach((line) => {
      beir.add(line);
    });
    expect(trec.qrels).toEqual(beir.qrels);
  });

  it('refuse what is malformed or given twice', () => {
    const run = new RunCollector();
    run.add('q Q0 d 1 0.5 name');
    expect(() => {
      run.add('q Q0 d 2 0.4 name');
    }).toThrow('document d is given twice for query q');
    expect(() => {
      run.add('q Q0 e 2 high name');
    }).toThrow('a run line is');
    expect(() => {
      new QrelsCollector().add('q 0 d');
    }).toThrow('qrels line is');
  });

  it('negative grades count as pooled but not judged', () => {
    const { grades, pool } = judgeRanking(
      ['a', 'b'],
      new Map([
        ['a', -1],
        ['b', 2],
      ]),
    );
    expect([...grades]).toEqual([NaN, 2]);
    expect([...pool]).toEqual([2]);
  });
});
