import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { Measure, MomentsQuery, Sums, UnitMetric, VariantMoments } from '../event-store.js';
import { createExposed, read, usualWindowMs } from './exposed.js';
import {
  actionsOf,
  aggregateOf,
  isPerSearch,
  moneyOf,
  perSearchOf,
  type PlannedMetric,
  type Span,
  type SpannedMeasure,
} from './measures.js';
import { readQuantiles } from './quantiles.js';
import { numeric, text } from './sql.js';

/** Sufficient statistics of every metric. Inside a transaction: it leaves temporary tables behind. */
export async function readMoments(
  connection: DuckDBConnection,
  query: MomentsQuery,
): Promise<readonly VariantMoments[]> {
  await createExposed(connection, query);
  const columns = new Columns();
  const planned = query.metrics.map((metric) => planOf(metric, query, columns));
  await createActs(connection, query, planned);
  await createPerUnit(connection, query, columns);
  const results: VariantMoments[] = [];
  for (const each of planned) {
    if (each.metric.kind === 'quantile') results.push(...(await readQuantiles(connection, each)));
    else results.push(...(await readSums(connection, each)));
  }
  return results;
}

/** Measures of all metrics, each once, as columns `c0`, `c1`, ... of `per_unit`. */
class Columns {
  private readonly names = new Map<string, string>();
  readonly measures: { readonly name: string; readonly spanned: SpannedMeasure }[] = [];

  of(spanned: SpannedMeasure): string {
    const key = JSON.stringify(spanned);
    let name = this.names.get(key);
    if (name === undefined) {
      name = `c${this.measures.length}`;
      this.names.set(key, name);
      this.measures.push({ name, spanned });
    }
    return name;
  }
}

function planOf(metric: UnitMetric, query: MomentsQuery, columns: Columns): PlannedMetric {
  const to = metric.window_hours === undefined ? (query.windowMs ?? usualWindowMs) : metric.window_hours * 3_600_000;
  const span = { from: 0, to };
  const money = moneyOf(metric, query);
  const column = (measure: Measure | undefined, over: Span): string | undefined =>
    measure === undefined ? undefined : columns.of({ measure, span: over, money });
  const denominator = metric.kind === 'ratio' ? metric.denominator : undefined;
  const before =
    metric.covariate === undefined || metric.kind === 'quantile'
      ? undefined
      : { from: -metric.covariate.days * 86_400_000, to: 0 };
  const ofEvents = metric.kind === 'quantile' && metric.numerator.aggregate === 'sum';
  return {
    metric,
    span,
    money,
    m: ofEvents ? undefined : column(metric.numerator, span),
    d: column(denominator, span),
    mPre: before && column(metric.numerator, before),
    dPre: before && column(denominator, before),
  };
}

/** Makes `acts`: what exposed units did in any span that a metric looks at; `since_ms` counts from the unit's window. */
async function createActs(
  connection: DuckDBConnection,
  { unit = 'shopper', until }: MomentsQuery,
  planned: readonly PlannedMetric[],
): Promise<void> {
  const measures = planned.flatMap(({ metric: { numerator, denominator } }) =>
    denominator === undefined ? [numerator] : [numerator, denominator],
  );
  const actions = [...new Set(measures.flatMap(actionsOf))].map(text).join(', ');
  const from = Math.min(0, ...planned.map(({ metric }) => -(metric.covariate?.days ?? 0) * 86_400_000));
  const to = Math.max(0, ...planned.map(({ span }) => span.to));
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE acts AS
      SELECT x.id, e.at_ms - x.start_ms AS since_ms, e.action, e.search_id, e.product_id, e.session, e.query, e.position,
        e.quantity, e.revenue_minor, e.currency, e.value, e.attributes
      FROM exposed x JOIN events e ON e.${unit} = x.unit
        AND e.at_ms >= x.start_ms + ${numeric(from)} AND e.at_ms < x.start_ms + ${numeric(to)}
      WHERE ${actions === '' ? 'false' : `e.action IN (${actions})`}
        ${until === undefined ? '' : `AND e.at_ms < ${numeric(until)}`}
  `);
}

/** Makes `per_unit`: a row an exposed unit, with a column a measure. */
async function createPerUnit(connection: DuckDBConnection, query: MomentsQuery, columns: Columns): Promise<void> {
  const plain = columns.measures.filter(({ spanned }) => !isPerSearch(spanned.measure));
  const perSearch = columns.measures
    .filter(({ spanned }) => isPerSearch(spanned.measure))
    .map(({ name, spanned }) => ({ name, ...perSearchOf(spanned, name) }));
  const { stratum } = query;
  const pointer = stratum === undefined ? '' : `/${stratum.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const names = columns.measures.map(({ name }) => `coalesce(${name}, 0)::DOUBLE AS ${name}`);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE per_unit AS
      WITH plain AS (
        SELECT ${['id', ...plain.map(({ name, spanned }) => `${aggregateOf(spanned)} AS ${name}`)].join(', ')}
        FROM acts GROUP BY id
      ), searches AS (
        SELECT ${['id', 'search_id', ...perSearch.flatMap(({ search }) => search)].join(', ')}
        FROM acts WHERE ${perSearch.length === 0 ? 'false' : "search_id <> ''"} GROUP BY id, search_id
      ), searched AS (
        SELECT ${['id', ...perSearch.map(({ name, unit }) => `${unit} AS ${name}`)].join(', ')}
        FROM searches GROUP BY id
      )
      SELECT x.id, x.variant,
        ${stratum === undefined ? "''" : `coalesce(json_extract_string(x.attributes, ${text(pointer)}), '')`} AS stratum
        ${names.map((name) => `, ${name}`).join('')}
      FROM exposed x LEFT JOIN plain USING (id) LEFT JOIN searched USING (id)
  `);
}

async function readSums(connection: DuckDBConnection, planned: PlannedMetric): Promise<VariantMoments[]> {
  const { metric } = planned;
  const capped = await cap(connection, planned);
  const x = metric.kind === 'proportion' ? `(${capped.m} > 0)::INTEGER` : capped.m;
  const px = metric.kind === 'proportion' ? `(${capped.mPre} > 0)::INTEGER` : capped.mPre;
  const { d: y, dPre: py } = capped;
  const pairs = [
    [x, x],
    [y, y],
    [x, y],
    [px, px],
    [x, px],
    [py, py],
    [px, py],
    [x, py],
    [y, px],
    [y, py],
  ].map(([one, other]) => `sum((${one}) * (${other}))`);
  const rows = await read(
    connection,
    `SELECT variant, stratum, count(*), sum(${x}), sum(${y}), sum(${px}), sum(${py}), ${pairs.join(', ')}
     FROM per_unit GROUP BY variant, stratum ORDER BY variant, stratum`,
  );
  return rows.map((row) => momentsOf(planned, row));
}

function momentsOf({ metric, d, mPre }: PlannedMetric, row: readonly DuckDBValue[]): VariantMoments {
  const [units, x, y, px, py, xx, yy, xy, pxpx, xpx, pypy, pxpy, xpy, ypx, ypy] = row.slice(2).map<number>(Number);
  const sums = (sum: number | undefined, sumSquares: number | undefined): Sums => ({
    sum: sum ?? 0,
    sumSquares: sumSquares ?? 0,
  });
  const isRatio = d !== undefined;
  return {
    metric: metric.key,
    variant: String(row[0]),
    stratum: String(row[1]),
    units: units ?? 0,
    m: sums(x, xx),
    ...(isRatio && { d: sums(y, yy), sumProducts: xy ?? 0 }),
    ...(mPre !== undefined && {
      pre: {
        m: sums(px, pxpx),
        postPre: xpx ?? 0,
        ...(isRatio && {
          ratio: {
            d: sums(py, pypy),
            sumProducts: pxpy ?? 0,
            mPostDPre: xpy ?? 0,
            dPostMPre: ypx ?? 0,
            dPostDPre: ypy ?? 0,
          },
        }),
      },
    }),
  };
}

interface Expressions {
  readonly m: string;
  readonly d: string;
  readonly mPre: string;
  readonly dPre: string;
}

/** The columns of a metric as expressions, capped where it is winsorised; 0 for what it has not. */
async function cap(connection: DuckDBConnection, { metric, m, d, mPre, dPre }: PlannedMetric): Promise<Expressions> {
  const { winsorize } = metric;
  const plain = { m: m ?? '0', d: d ?? '0', mPre: mPre ?? '0', dPre: dPre ?? '0' };
  if (winsorize === undefined || metric.kind === 'proportion') return plain;
  const [ofM, ofD] =
    'value' in winsorize
      ? [winsorize.value, Infinity]
      : await Promise.all([plain.m, plain.d].map((column) => percentile(connection, column, winsorize.percentile)));
  return {
    m: least(plain.m, ofM),
    d: least(plain.d, ofD),
    mPre: least(plain.mPre, ofM),
    dPre: least(plain.dPre, ofD),
  };
}

async function percentile(connection: DuckDBConnection, column: string, share: number): Promise<number> {
  const found = (
    await read(connection, `SELECT quantile_cont(${column}::DOUBLE, ${share}::DOUBLE) FROM per_unit`)
  )[0]?.[0];
  return found === null || found === undefined ? Infinity : Number(found);
}

function least(column: string, most: number | undefined): string {
  return most === undefined || most === Infinity ? column : `least(${column}, ${numeric(most)}::DOUBLE)`;
}
