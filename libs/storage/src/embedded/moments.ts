import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventMoments, MomentsQuery, PreExposure, Sums, VariantMoments } from '../event-moments.js';
import type { Measure, UnitMetric } from '../unit-metric.js';
import { createUnits, read, readCounts, windowOf } from './exposed.js';
import { MeasureColumns, type Money, type Span } from './measures.js';
import { readQuantiles, type Values } from './quantiles.js';
import { numeric } from './sql.js';

/** Sufficient statistics of every metric, and whom they are of. Inside a transaction: it leaves temporary tables behind. */
export async function readMoments(
  connection: DuckDBConnection,
  query: MomentsQuery,
  searchedFrom?: number,
): Promise<EventMoments> {
  const measures = new MeasureColumns();
  const planned = query.metrics.map((metric) => planOf(metric, query, measures));
  const spans = planned.flatMap((plan) => plan.spans);
  const reach = {
    from: Math.min(0, ...spans.map(({ from }) => from)),
    to: Math.max(0, ...spans.map(({ to }) => to)),
  };
  const leftOut = await createUnits(connection, { query, searchedFrom, stratum: query.stratum, measures, reach });
  const groups = await readSums(connection, planned);
  const results: VariantMoments[] = [];
  for (const [at, plan] of planned.entries()) {
    const moments = groups.map((group) => momentsOf(plan, group, group.sums[at] ?? []));
    results.push(...(plan.values === undefined ? moments : await readQuantiles(connection, plan.values, moments)));
  }
  return { counts: await readCounts(connection, leftOut), moments: results };
}

/** A metric with the columns of `units` that hold its measures. */
interface PlannedMetric {
  readonly metric: UnitMetric;
  readonly spans: readonly Span[];
  /** x, y and the same before the window; undefined for what the metric has not. */
  readonly x: string | undefined;
  readonly y: string | undefined;
  readonly px: string | undefined;
  readonly py: string | undefined;
  /** What a quantile is of. */
  readonly values: Values | undefined;
}

function planOf(metric: UnitMetric, query: MomentsQuery, measures: MeasureColumns): PlannedMetric {
  const { numerator, window_hours: hours, covariate } = metric;
  const span = hours === undefined ? windowOf(query) : { from: 0, to: hours * 3_600_000 };
  const money = moneyOf(metric, query);
  if (metric.kind === 'quantile') return quantilePlanOf(metric, { span, money, measures });
  if (metric.kind === 'ratio' && metric.denominator === undefined)
    throw new TypeError(`Metric ${metric.key} is a ratio: it needs a denominator.`);
  const denominator = metric.kind === 'ratio' ? metric.denominator : undefined;
  const before = covariate === undefined ? undefined : { from: -covariate.days * 86_400_000, to: 0 };
  const column = (measure: Measure | undefined, over: Span | undefined): string | undefined => {
    if (measure === undefined || over === undefined) return undefined;
    const name = measures.add({ measure, span: over, money });
    return metric.kind === 'proportion' ? `(${name} > 0)::INTEGER` : name;
  };
  return {
    metric,
    spans: before === undefined ? [span] : [span, before],
    x: column(numerator, span),
    y: column(denominator, span),
    px: column(numerator, before),
    py: column(denominator, before),
    values: undefined,
  };
}

function quantilePlanOf(
  metric: UnitMetric,
  { span, money, measures }: { readonly span: Span; readonly money: Money; readonly measures: MeasureColumns },
): PlannedMetric {
  const { numerator, quantile: level } = metric;
  if (level === undefined || !(level > 0 && level < 1))
    throw new TypeError(`Metric ${metric.key} is a quantile: it needs \`quantile\` above 0 and below 1.`);
  const spanned = { measure: numerator, span, money };
  const values: Values =
    numerator.aggregate === 'sum'
      ? { of: 'acts', level, ...measures.valuesOf(spanned, numerator.field) }
      : { of: 'units', level, value: measures.add(spanned) };
  return { metric, spans: [span], x: undefined, y: undefined, px: undefined, py: undefined, values };
}

/** Rates convert to the query's currency; a metric in a currency of its own takes that one alone. */
function moneyOf({ currency }: UnitMetric, query: MomentsQuery): Money {
  if (currency === undefined || currency === query.currency) return { currency: query.currency, rates: query.rates };
  return { currency, rates: undefined };
}

/** Units of one variant and stratum, with the sums of each metric in the order of `sumsOf`. */
interface Group {
  readonly variant: string;
  readonly stratum: string;
  readonly units: number;
  readonly sums: readonly (readonly number[])[];
}

/** All metrics in one pass over `units`. */
async function readSums(connection: DuckDBConnection, planned: readonly PlannedMetric[]): Promise<readonly Group[]> {
  const bounds = await readBounds(connection, planned);
  const lists = planned.map((plan, at) => sumsOf(plan, bounds[at] ?? {}));
  const rows = await read(
    connection,
    `SELECT ${['variant', 'stratum', 'count(*)', ...lists.flat()].join(', ')}
     FROM units GROUP BY variant, stratum ORDER BY variant, stratum`,
  );
  return rows.map((row): Group => {
    let next = 3;
    return {
      variant: String(row[0]),
      stratum: String(row[1]),
      units: Number(row[2]),
      sums: lists.map((list) => list.map(() => Number(row[next++]))),
    };
  });
}

/** Sums of a metric over units: of x, y, px, py and of their products in pairs, those that there are, in this order. */
function sumsOf({ x, y, px, py }: PlannedMetric, bounds: Bounds): string[] {
  const all = [capped(x, bounds.x), capped(y, bounds.y), capped(px, bounds.x), capped(py, bounds.y)].filter(
    (column) => column !== undefined,
  );
  const pairs = all.flatMap((one, at) => all.slice(at).map((other) => `sum(${one} * ${other})`));
  return [...all.map((column) => `sum(${column})`), ...pairs];
}

function capped(column: string | undefined, bound: number | undefined): string | undefined {
  return column === undefined || bound === undefined ? column : `least(${column}, ${numeric(bound)}::DOUBLE)`;
}

function momentsOf({ metric, x, y, px, py }: PlannedMetric, group: Group, sums: readonly number[]): VariantMoments {
  const names = (['x', 'y', 'px', 'py'] as const).filter((_, at) => [x, y, px, py][at] !== undefined);
  const keys = [...names, ...names.flatMap((one, at) => names.slice(at).map((other) => `${one} ${other}`))];
  const byKey = new Map(keys.map((key, at) => [key, sums[at] ?? 0]));
  const of = (key: string): number => byKey.get(key) ?? 0;
  const both = (name: string): Sums => ({ sum: of(name), sumSquares: of(`${name} ${name}`) });
  const pre: PreExposure = {
    m: both('px'),
    postPre: of('x px'),
    ...(py !== undefined && {
      ratio: {
        d: both('py'),
        sumProducts: of('px py'),
        mPostDPre: of('x py'),
        dPostMPre: of('y px'),
        dPostDPre: of('y py'),
      },
    }),
  };
  return {
    metric: metric.key,
    variant: group.variant,
    stratum: group.stratum,
    units: group.units,
    m: both('x'),
    ...(y !== undefined && { d: both('y'), sumProducts: of('x y') }),
    ...(px !== undefined && { pre }),
  };
}

/** Where a winsorised metric is capped. */
interface Bounds {
  readonly x?: number | undefined;
  readonly y?: number | undefined;
}

/** Bounds of every metric, in one pass over `units`. */
async function readBounds(connection: DuckDBConnection, planned: readonly PlannedMetric[]): Promise<readonly Bounds[]> {
  const asked: string[] = [];
  const ask = (column: string | undefined, percentile: number): number | undefined =>
    column === undefined ? undefined : asked.push(`quantile_cont(${column}, ${numeric(percentile)}::DOUBLE)`) - 1;
  const places = planned.map(({ metric: { winsorize, kind }, x, y }) =>
    winsorize === undefined || 'value' in winsorize || kind === 'proportion'
      ? {}
      : { x: ask(x, winsorize.percentile), y: ask(y, winsorize.percentile) },
  );
  const [row] = asked.length === 0 ? [] : await read(connection, `SELECT ${asked.join(', ')} FROM units`);
  const found = (place: number | undefined): number | undefined => {
    const value = place === undefined ? null : (row?.[place] ?? null);
    return value === null ? undefined : Number(value);
  };
  return planned.map(({ metric: { winsorize, kind } }, at) =>
    winsorize !== undefined && 'value' in winsorize && kind !== 'proportion'
      ? { x: winsorize.value }
      : { x: found(places[at]?.x), y: found(places[at]?.y) },
  );
}
