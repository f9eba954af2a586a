import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { evaluateRun, parseTrecMeasures, type Qrels, type Run, seededRandom } from '@weir/evaluation';

const python = path.join(__dirname, '../../.venv/bin/python');
/** Families as pytrec_eval names them; it expands each into trec_eval's default cut-offs. */
const measures = [
  'num_q,num_ret,num_rel,num_rel_ret,map,Rprec,bpref,recip_rank,iprec_at_recall,P,recall,11pt_avg',
  'ndcg,ndcg_cut,map_cut,relative_P,success,set_P,set_recall,set_F,num_nonrel_judged_ret',
].join(',');

/** Asks trec_eval itself: measures by query. */
function oracle(run: Run, qrels: Qrels): Record<string, Record<string, number>> {
  const plain = {
    run: Object.fromEntries(
      [...run].map(([query, list]) => [query, Object.fromEntries(list.map(({ id, score }) => [id, score]))]),
    ),
    qrels: Object.fromEntries([...qrels].map(([query, judged]) => [query, Object.fromEntries(judged)])),
    measures: measures.split(','),
  };
  const answer = execFileSync(python, [path.join(__dirname, 'trec_eval_oracle.py')], {
    input: JSON.stringify(plain),
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(answer.toString()) as Record<string, Record<string, number>>;
}

/**
 * Hostile on purpose: few score values (ties), scores that only float32 ties, graded and negative judgments, judged
 * documents that were not retrieved, retrieved ones that were not judged, queries without a relevant document.
 */
function generate(queries: number): {
  run: Map<string, { id: string; score: number }[]>;
  qrels: Map<string, Map<string, number>>;
} {
  const random = seededRandom(20_041);
  const below = (n: number): number => Math.floor(random() * n);
  const run = new Map<string, { id: string; score: number }[]>();
  const qrels = new Map<string, Map<string, number>>();
  for (let query = 0; query < queries; query++) {
    const universe = 2 + below(60);
    const levels = 1 + below(5);
    const spread = [2, 5, 1000][below(3)]!;
    const list: { id: string; score: number }[] = [];
    const judged = new Map<string, number>();
    for (let document = 0; document < universe; document++) {
      const id = `${'dDé-'[below(4)]!}${document}`;
      if (random() < 0.6) list.push({ id, score: below(spread) + (random() < 0.2 ? 1e-9 : 0) });
      if (random() < 0.6) judged.set(id, below(levels) - (random() < 0.05 ? 1 : 0));
    }
    if (list.length === 0) list.push({ id: 'only', score: 1 });
    if (![...judged.values()].some((grade) => grade >= 0)) judged.set('judged', 0);
    run.set(`q${query}`, list);
    qrels.set(`q${query}`, judged);
  }
  return { run, qrels };
}

describe('agreement with trec_eval', () => {
  const { run, qrels } = generate(400);
  const expected = oracle(run, qrels);
  const { perQuery } = evaluateRun(run, qrels, { measures: parseTrecMeasures(measures) });

  it('covers every measure of every query', () => {
    expect(Object.keys(expected)).toHaveLength(400);
    expect(perQuery.length).toBeGreaterThan(400 * 60);
  });

  it('is within 1e-6 on ties, missing documents, graded and negative judgments', () => {
    const wrong = perQuery.filter(
      ({ measure, query, value }) => !(Math.abs(value - expected[query]![measure.name]!) <= 1e-6),
    );
    expect(
      wrong
        .slice(0, 10)
        .map(({ measure, query, value }) => [measure.name, query, value, expected[query]![measure.name]]),
    ).toEqual([]);
  });
});
