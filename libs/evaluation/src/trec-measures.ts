import { linearGain } from './gains.js';
import type { JudgedRanking } from './judgments.js';
import { averagePrecision } from './metrics/average-precision.js';
import { bpref } from './metrics/bpref.js';
import { elevenPointAverage, interpolatedPrecision } from './metrics/interpolated-precision.js';
import { ndcg } from './metrics/ndcg.js';
import { precision, relativePrecision, rPrecision } from './metrics/precision.js';
import { recall, success } from './metrics/recall.js';
import { reciprocalRank } from './metrics/reciprocal-rank.js';
import { countRelevant } from './metrics/relevance.js';

/** How a measure's values over queries become one. `geometric` is exp(mean(log(max(value, 0.00001)))). */
type Summary = 'mean' | 'sum' | 'geometric';

interface MeasureFamily {
  readonly name: string;
  readonly summary: Summary;
  /** trec_eval prints no line a query for num_q and gm_map. */
  readonly summaryOnly?: true;
  /** Printed as %ld. */
  readonly integer?: true;
  /** Cut-offs (or recall levels) when none is named; absent where the measure takes none. */
  readonly parameters?: readonly number[];
  /** Digits after the point of a parameter in the printed name. */
  readonly parameterDigits?: number;
  readonly value: (ranking: JudgedRanking, parameter: number) => number;
}

/** One measure with its parameter, under the name that trec_eval prints, e.g. `P_10`. */
export interface TrecMeasure {
  readonly name: string;
  readonly summary: Summary;
  readonly summaryOnly: boolean;
  readonly integer: boolean;
  readonly value: (ranking: JudgedRanking) => number;
}

const cutoffs = [5, 10, 15, 20, 30, 100, 200, 500, 1000];
const recallLevels = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** In the order in which trec_eval prints them, whatever the order in which they are asked for. */
const families: readonly MeasureFamily[] = [
  { name: 'num_q', summary: 'sum', summaryOnly: true, integer: true, value: () => 1 },
  { name: 'num_ret', summary: 'sum', integer: true, value: ({ grades }) => grades.length },
  { name: 'num_rel', summary: 'sum', integer: true, value: ({ pool }) => countRelevant(pool) },
  { name: 'num_rel_ret', summary: 'sum', integer: true, value: ({ grades }) => countRelevant(grades) },
  { name: 'map', summary: 'mean', value: (ranking) => averagePrecision(ranking) },
  { name: 'gm_map', summary: 'geometric', summaryOnly: true, value: (ranking) => averagePrecision(ranking) },
  { name: 'Rprec', summary: 'mean', value: (ranking) => rPrecision(ranking) },
  { name: 'bpref', summary: 'mean', value: (ranking) => bpref(ranking) },
  { name: 'recip_rank', summary: 'mean', value: (ranking) => reciprocalRank(ranking) },
  {
    name: 'iprec_at_recall',
    summary: 'mean',
    parameters: recallLevels,
    parameterDigits: 2,
    value: (ranking, level) => interpolatedPrecision(ranking, level),
  },
  { name: 'P', summary: 'mean', parameters: cutoffs, value: (ranking, k) => precision(ranking, k) },
  { name: 'recall', summary: 'mean', parameters: cutoffs, value: (ranking, k) => recall(ranking, k) },
  { name: '11pt_avg', summary: 'mean', value: (ranking) => elevenPointAverage(ranking) },
  { name: 'ndcg', summary: 'mean', value: (ranking) => ndcg(ranking, Infinity, linearGain) },
  { name: 'ndcg_cut', summary: 'mean', parameters: cutoffs, value: (ranking, k) => ndcg(ranking, k, linearGain) },
  { name: 'map_cut', summary: 'mean', parameters: cutoffs, value: (ranking, k) => averagePrecision(ranking, k) },
  { name: 'relative_P', summary: 'mean', parameters: cutoffs, value: (ranking, k) => relativePrecision(ranking, k) },
  { name: 'success', summary: 'mean', parameters: [1, 5, 10], value: (ranking, k) => success(ranking, k) },
  { name: 'set_P', summary: 'mean', value: setPrecision },
  { name: 'set_recall', summary: 'mean', value: (ranking) => recall(ranking) },
  { name: 'set_F', summary: 'mean', value: setF },
  {
    name: 'num_nonrel_judged_ret',
    summary: 'sum',
    integer: true,
    value: ({ grades }) => grades.filter((grade) => grade < 1).length,
  },
];

const nicknames: Readonly<Record<string, string>> = {
  official: 'num_q,num_ret,num_rel,num_rel_ret,map,gm_map,Rprec,bpref,recip_rank,iprec_at_recall,P',
  all_trec: families.map(({ name }) => name).join(','),
};

/**
 * Reads a comma-separated list such as `map,P.10,P_5,ndcg_cut.5,10,official`: a name alone takes trec_eval's default
 * cut-offs, a bare number is one more cut-off of the name before it. The answer is in trec_eval's print order, without
 * repeats. Throws a RangeError that names what is not known and what is.
 */
export function parseTrecMeasures(list: string): readonly TrecMeasure[] {
  const asked = new Map<MeasureFamily, Set<number>>();
  let last: MeasureFamily | undefined;
  const items = list.split(',').flatMap((item) => (nicknames[item.trim()] ?? item).split(','));
  for (const item of items.map((each) => each.trim()).filter((each) => each !== '')) {
    if (last?.parameters !== undefined && /^\d*\.?\d+$/.test(item)) {
      asked.get(last)?.add(readParameter(last, item));
      continue;
    }
    const [family, parameter] = findFamily(item);
    last = family;
    const parameters = asked.get(family) ?? new Set<number>();
    for (const each of parameter === undefined ? (family.parameters ?? []) : [readParameter(family, parameter)])
      parameters.add(each);
    asked.set(family, parameters);
  }
  return families.flatMap((family) => expand(family, asked.get(family)));
}

function findFamily(item: string): [MeasureFamily, string | undefined] {
  const plain = families.find(({ name }) => name === item);
  if (plain !== undefined) return [plain, undefined];
  const match = /^(.+?)[._](\d*\.?\d+)$/.exec(item);
  const family = families.find(({ name, parameters }) => name === match?.[1] && parameters !== undefined);
  if (match === null || family === undefined) {
    throw new RangeError(
      `Measure "${item}" is not known. Known: ${families.map(({ name }) => name).join(', ')}, official, all_trec.`,
    );
  }
  return [family, match[2]];
}

function readParameter({ name, parameterDigits }: MeasureFamily, text: string): number {
  const value = Number(text);
  const valid = parameterDigits === undefined ? Number.isInteger(value) && value > 0 : value >= 0 && value <= 1;
  if (!valid) {
    const wanted = parameterDigits === undefined ? 'a whole number above 0' : 'a recall level from 0 to 1';
    throw new RangeError(`Measure ${name} takes ${wanted}, not "${text}".`);
  }
  return value;
}

function expand(family: MeasureFamily, parameters: ReadonlySet<number> | undefined): readonly TrecMeasure[] {
  if (parameters === undefined) return [];
  const { summary, summaryOnly = false, integer = false, value } = family;
  const shape = { summary, summaryOnly, integer };
  if (family.parameters === undefined)
    return [{ ...shape, name: family.name, value: (ranking) => value(ranking, NaN) }];
  return [...parameters]
    .sort((a, b) => a - b)
    .map((parameter) => ({
      ...shape,
      name: `${family.name}_${parameter.toFixed(family.parameterDigits ?? 0)}`,
      value: (ranking) => value(ranking, parameter),
    }));
}

function setPrecision({ grades }: JudgedRanking): number {
  return grades.length > 0 ? countRelevant(grades) / grades.length : 0;
}

function setF(ranking: JudgedRanking): number {
  const [p, r] = [setPrecision(ranking), recall(ranking)];
  return p + r > 0 ? (2 * p * r) / (p + r) : 0;
}
