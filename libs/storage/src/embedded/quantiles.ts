import type { DuckDBConnection } from '@duckdb/node-api';
import type { VariantMoments } from '../event-store.js';
import { read } from './exposed.js';
import { during, numberOf, type PlannedMetric } from './measures.js';
import { text } from './sql.js';

/** Of the standard normal distribution: the interval around a quantile is one of 95 %. */
const z = 1.959964;

/** A quantile of events, whose clusters are units, or of a measure of units, from `acts` and `per_unit`. */
export async function readQuantiles(connection: DuckDBConnection, planned: PlannedMetric): Promise<VariantMoments[]> {
  const { metric } = planned;
  const level = metric.quantile ?? 0.5;
  await connection.run(`CREATE OR REPLACE TEMP TABLE measured AS ${valuesOf(planned)}`);
  const groups = await read(
    connection,
    `SELECT p.variant, p.stratum, count(DISTINCT p.id), count(v.value)
     FROM per_unit p LEFT JOIN measured v USING (id) GROUP BY p.variant, p.stratum ORDER BY p.variant, p.stratum`,
  );
  const results: VariantMoments[] = [];
  for (const [variant, stratum, units, values] of groups) {
    const group = { variant: String(variant), stratum: String(stratum), units: Number(units), values: Number(values) };
    results.push(await quantileOf(connection, group, { key: metric.key, level }));
  }
  return results;
}

interface Group {
  readonly variant: string;
  readonly stratum: string;
  readonly units: number;
  readonly values: number;
}

async function quantileOf(
  connection: DuckDBConnection,
  { variant, stratum, units, values }: Group,
  { key, level }: { readonly key: string; readonly level: number },
): Promise<VariantMoments> {
  const about = { metric: key, variant, stratum, units };
  const nothing = { sum: 0, sumSquares: 0 };
  if (values === 0) {
    const clusters = { units: 0, m: nothing, d: nothing, sumProducts: 0 };
    return { ...about, m: nothing, quantile: { values, value: NaN, lower: NaN, upper: NaN, clusters } };
  }
  const half = z * Math.sqrt((level * (1 - level)) / values);
  const levels = [level, Math.max(0, level - half), Math.min(1, level + half)].map((each) => `${each}::DOUBLE`);
  const of = `FROM measured JOIN per_unit USING (id) WHERE variant = ${text(variant)} AND stratum = ${text(stratum)}`;
  const [row] = await read(
    connection,
    `WITH here AS (SELECT id, value ${of}),
      points AS (SELECT ${levels.map((each, at) => `quantile_cont(value, ${each}) AS q${at}`).join(', ')} FROM here),
      clusters AS (
        SELECT id, count(*) FILTER (value <= q0)::DOUBLE AS x, count(*)::DOUBLE AS y FROM here, points GROUP BY id
      )
    SELECT any_value(q0), any_value(q1), any_value(q2), count(*), sum(x), sum(x * x), sum(y), sum(y * y), sum(x * y)
    FROM clusters, points`,
  );
  const [value, lower, upper, count, x, xx, y, yy, xy] = (row ?? []).map<number>(Number);
  const m = { sum: x ?? 0, sumSquares: xx ?? 0 };
  const clusters = { units: count ?? 0, m, d: { sum: y ?? 0, sumSquares: yy ?? 0 }, sumProducts: xy ?? 0 };
  return {
    ...about,
    m,
    quantile: { values, value: value ?? NaN, lower: lower ?? NaN, upper: upper ?? NaN, clusters },
  };
}

/** `id` of a unit and a `value`: one an event, or one a unit. */
function valuesOf({ metric: { numerator }, m, span, money }: PlannedMetric): string {
  if (numerator.aggregate !== 'sum') return `SELECT id, ${m ?? '0'} AS value FROM per_unit`;
  const value = numberOf(numerator.field, money);
  return `
    SELECT id, value FROM (SELECT id, ${value} AS value FROM acts WHERE ${during(span)} AND action = ${text(numerator.action)})
    WHERE value IS NOT NULL`;
}
