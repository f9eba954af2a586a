import path from 'node:path';
import { type Plan, planDifference } from '@weir/cascade';
import { parseGains } from '@weir/evaluation';
import type { Registry } from '@weir/registry';
import { openIndexedCatalogue } from '../evaluation/indexed-catalogue.js';
import { type JudgedQuery, readJudgedQueries } from '../evaluation/judged-queries.js';
import { progressBar } from '../evaluation/progress.js';
import { readSettings, type SettingFlags } from '../evaluation/settings.js';
import { isAsGood } from './choose.js';
import { crossValidate } from './cross-validate.js';
import { planEvaluator } from './evaluate-plans.js';
import { type Evaluate, greedySearch, type Search } from './greedy-search.js';
import { readPlanFile, writePlanFile } from './plan-file.js';
import { type TuningReport, tuningReport } from './report.js';
import {
  chosenSettings,
  type CoordinateName,
  coordinateNames,
  defaultModels,
  searchSpace,
  withoutIdleFusion,
} from './search-space.js';
import { changeInWords } from './table.js';

export interface Tuning extends SettingFlags {
  readonly catalogue: string;
  readonly queries: string;
  readonly qrels: string;
  /** As `parseGains` reads. */
  readonly gains: string;
  /** Cut-off of NDCG. */
  readonly k: number;
  readonly limit?: number;
  readonly mapping?: string;
  readonly fresh?: boolean;
  /** Takes a Plan however slow it is on this machine. */
  readonly anySpeed?: boolean;
  /** The others stay as they are in the configuration. @defaultValue all of them */
  readonly only?: readonly CoordinateName[];
  readonly folds: number;
  /** Of the folds. */
  readonly seed: number;
  /** A `weir.yaml` to write the Plan into, made if absent. */
  readonly out?: string;
}

/** Chooses the Plan of a catalogue on judged queries, from the one of the configuration, and checks the choice by cross-validation. */
export async function tunePlan(options: Tuning): Promise<TuningReport> {
  const { catalogue, gains, k, folds, seed, out } = options;
  const settings = readSettings(options);
  const gain = parseGains(gains);
  if (out !== undefined) await readPlanFile(out);
  const queries = await readJudgedQueries(options);
  // Without a cache of scores a search takes what it takes, however often its query was tried before.
  const engine = await openIndexedCatalogue({ ...options, ...settings, cacheBytes: 0 });
  try {
    const models = await modelsThere(engine.registry);
    const space = searchSpace(settings.plan, (model) => models.has(model));
    const coordinates = (options.only ?? coordinateNames).map((name) => space[name]);
    const bar = trialBar(settings.plan, queries.length);
    const anySpeed = options.anySpeed === true;
    const evaluate = planEvaluator(engine.cascade, { queries, gain, k, anySpeed, onProgress: bar });
    const find = async (measured: Evaluate): Promise<Search> => {
      const found = await greedySearch(settings.plan, coordinates, measured);
      return { ...found, chosen: { ...found.chosen, plan: withoutIdleFusion(found.chosen.plan, settings.plan) } };
    };
    const search = await find(evaluate);
    const groups = queries.map(sameQuery);
    const validation = await crossValidate({ groups, folds, seed }, evaluate, async (seen) => {
      const { chosen } = await find(seen);
      return chosen.plan;
    });
    const products = engine.retriever.count();
    // By the same rule: where choosing on these queries loses on others, it was noise that was chosen on.
    const holds = validation !== undefined && isAsGood(validation.ndcg, search.start.ndcg);
    const report = tuningReport(
      { search, validation, holds },
      { catalogue, products, queries: queries.length, gains, k, written: out ?? null },
    );
    if (out !== undefined) {
      await writePlanFile(out, {
        plan: report.chosen.plan,
        settings: coordinates.flatMap(({ name }) => chosenSettings[name]),
        comment: commentOf(report),
      });
    }
    return report;
  } finally {
    await engine.close();
  }
}

/** Of the models of a stage that the Plan leaves off: those that it can be tried with. */
async function modelsThere(registry: Registry): Promise<ReadonlySet<string>> {
  const found = await Promise.allSettled(defaultModels.map((model) => registry.resolve(model)));
  return new Set(defaultModels.filter((_, at) => found[at]?.status === 'fulfilled'));
}

/** What stands above a Plan that is written down: on what it was chosen. */
export function commentOf({
  catalogue,
  queries,
  chosen,
  cross_validation: validation,
  holds,
  k,
}: TuningReport): string {
  const on = `${queries} judged queries of ${path.basename(catalogue)}`;
  const score = `NDCG@${k} ${chosen.ndcg.toFixed(4)}`;
  return holds && validation !== null
    ? `Chosen by weir tune on ${on}: ${score}, ${validation.ndcg.toFixed(4)} by cross-validation.`
    : `Kept by weir tune on ${on}, where no other choice held on unseen queries: ${score}.`;
}

/** Spellings of one query, which may not stand on both sides of a fold. */
function sameQuery({ text }: JudgedQuery): string {
  return text.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');
}

/** One bar a Plan that is tried, titled by what it changes. */
function trialBar(start: Plan, queries: number): (plan: Plan, done: number) => void {
  let tried = 0;
  let bar: ReturnType<typeof progressBar> | undefined;
  return (plan, done) => {
    bar ??= progressBar(`trial ${++tried}: ${changeInWords(planDifference(plan, start)) || 'the Plan of before'}`);
    bar.show(done, queries);
    if (done < queries) return;
    bar.end();
    bar = undefined;
  };
}
