import type { DuckDBConnection } from '@duckdb/node-api';
import type { QuantileMoments, VariantMoments } from '../event-moments.js';
import { read } from './exposed.js';
import { text } from './sql.js';

/** Of the standard normal distribution: the interval around a quantile is one of 95 %. */
const z = 1.959964;

/** What a quantile is of: a value an act, whose clusters are units, or a value a unit. */
export type Values =
  | { readonly of: 'acts'; readonly level: number; readonly value: string; readonly condition: string }
  | { readonly of: 'units'; readonly level: number; readonly value: string };

/** Adds to the moments of each variant and stratum the quantile, from `acts`, `members` and `units`. */
export async function readQuantiles(
  connection: DuckDBConnection,
  values: Values,
  groups: readonly VariantMoments[],
): Promise<VariantMoments[]> {
  const rows =
    values.of === 'units'
      ? `SELECT id, variant, stratum, ${values.value} AS value FROM units`
      : `SELECT id, variant, stratum, ${values.value} AS value FROM acts JOIN members USING (id)
         WHERE ${values.condition} AND ${values.value} IS NOT NULL`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE valued AS ${rows}`);
  const counts = await read(connection, 'SELECT variant, stratum, count(*) FROM valued GROUP BY variant, stratum');
  const sizes = new Map(counts.map(([variant, stratum, count]) => [keyOf(variant, stratum), Number(count)]));
  const results: VariantMoments[] = [];
  for (const group of groups) {
    const size = sizes.get(keyOf(group.variant, group.stratum)) ?? 0;
    const quantile = await quantileOf(connection, group, { level: values.level, size });
    results.push({ ...group, m: quantile.clusters.m, quantile });
  }
  return results;
}

async function quantileOf(
  connection: DuckDBConnection,
  { variant, stratum }: Pick<VariantMoments, 'variant' | 'stratum'>,
  { level, size }: { readonly level: number; readonly size: number },
): Promise<QuantileMoments> {
  if (size === 0) {
    const nothing = { sum: 0, sumSquares: 0 };
    const clusters = { units: 0, m: nothing, d: nothing, sumProducts: 0 };
    return { values: size, value: NaN, lower: NaN, upper: NaN, clusters };
  }
  const half = z * Math.sqrt((level * (1 - level)) / size);
  const levels = [level, Math.max(0, level - half), Math.min(1, level + half)].map((each) => `${each}::DOUBLE`);
  const [row] = await read(
    connection,
    `WITH here AS (
        SELECT id, value FROM valued WHERE variant = ${text(variant)} AND stratum = ${text(stratum)}
      ), points AS (SELECT quantile_cont(value, [${levels.join(', ')}]) AS q FROM here),
      clusters AS (
        SELECT id, count(*) FILTER (value <= q[1])::DOUBLE AS x, count(*)::DOUBLE AS y FROM here, points GROUP BY id
      ),
      sums AS (
        SELECT count(*) AS n, sum(x) AS x, sum(x * x) AS xx, sum(y) AS y, sum(y * y) AS yy, sum(x * y) AS xy FROM clusters
      )
    SELECT q[1], q[2], q[3], n, x, xx, y, yy, xy FROM points, sums`,
  );
  const [value, lower, upper, units, x, xx, y, yy, xy] = (row ?? []).map<number>(Number);
  return {
    values: size,
    value: value ?? NaN,
    lower: lower ?? NaN,
    upper: upper ?? NaN,
    clusters: {
      units: units ?? 0,
      m: { sum: x ?? 0, sumSquares: xx ?? 0 },
      d: { sum: y ?? 0, sumSquares: yy ?? 0 },
      sumProducts: xy ?? 0,
    },
  };
}

function keyOf(variant: unknown, stratum: unknown): string {
  return JSON.stringify([String(variant), String(stratum)]);
}
