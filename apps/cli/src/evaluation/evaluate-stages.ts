import { parseGains } from '@weir/evaluation';
import { openIndexedCatalogue } from './indexed-catalogue.js';
import { type JudgedQuery, readJudgedQueries } from './judged-queries.js';
import { compareStages, measure, measureIdeal, measureRandom, type StageResult } from './measure.js';
import { progressBar } from './progress.js';
import { type EvaluationReport, reportOf } from './report.js';
import { writeRunFiles } from './run-files.js';
import { readSettings, type SettingFlags } from './settings.js';
import { type EvaluatedStage, evaluatedStages, missingModel, searchStages } from './stages.js';

export interface StageEvaluation extends SettingFlags {
  readonly catalogue: string;
  readonly queries: string;
  readonly qrels: string;
  readonly mapping?: string;
  readonly fresh?: boolean;
  readonly pool: boolean;
  /** As `parseGains` reads. */
  readonly gains: string;
  readonly k: number;
  readonly limit?: number;
  /** Where a TREC run file a stage is written; absent: nowhere. */
  readonly runsOut?: string;
  /** Absent: those that the Plan has models for. */
  readonly stages?: readonly EvaluatedStage[];
}

/** Searches every judged query up to each stage and measures the answers. */
export async function evaluateStages(options: StageEvaluation): Promise<EvaluationReport> {
  const settings = readSettings(options);
  const { plan } = settings;
  const gain = parseGains(options.gains);
  const stages = options.stages ?? evaluatedStages.filter((stage) => missingModel(stage, plan) === undefined);
  for (const stage of stages) {
    const missing = missingModel(stage, plan);
    if (missing !== undefined)
      throw new Error(`The stage ${stage} cannot be evaluated: ${missing}. Name one with --set.`);
  }
  const queries = await readJudgedQueries(options);
  const engine = await openIndexedCatalogue({ ...options, ...settings });
  try {
    const answers = new Map(stages.map((stage) => [stage, emptyResult(stage)]));
    const rankings = new Map(stages.map((stage) => [stage as string, new Map<string, readonly string[]>()]));
    const bar = progressBar('searching');
    for (const [at, query] of queries.entries()) {
      const found = await searchStages(engine.cascade, query, { stages, plan, pool: options.pool });
      for (const [stage, answer] of found) {
        const result = answers.get(stage)!;
        result.perQuery.push(measure(query, answer, { gain, k: options.k }));
        result.ms.push(answer.ms);
        rankings.get(stage)!.set(query.id, answer.ids);
        if (answer.degraded) result.degraded++;
      }
      bar.show(at + 1, queries.length);
    }
    bar.end();
    if (options.runsOut !== undefined) await writeRunFiles(options.runsOut, rankings);
    const results: readonly StageResult[] = [...answers.values()];
    const products = engine.retriever.count();
    const baseline = { gain, k: options.k };
    const documents = (query: JudgedQuery): number => (options.pool ? query.judgments.size : products);
    return reportOf(
      {
        results,
        random: queries.map((query) => measureRandom(query, documents(query), baseline)),
        ideal: queries.map((query) => measureIdeal(query, baseline)),
        comparisons: compareStages(results, plan.retrieval.mode),
        k: options.k,
      },
      { catalogue: options.catalogue, products, pool: options.pool, gains: options.gains },
    );
  } finally {
    await engine.close();
  }
}

function emptyResult(stage: EvaluatedStage) {
  return { stage, perQuery: [] as StageResult['perQuery'][number][], ms: [] as number[], degraded: 0 };
}
