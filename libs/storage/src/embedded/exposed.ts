import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import {
  type BotRules,
  type ExposureCounts,
  type ExposureQuery,
  type OutlierRules,
  usualBots,
  usualOutliers,
} from '../event-store.js';
import { numeric, text } from './sql.js';

export const usualWindowMs = 7 * 86_400_000;

/** Units that were left out of `exposed`, by cause. */
export interface LeftOut {
  readonly inSeveralVariants: number;
  readonly bots: number;
  readonly outliers: number;
}

/** Who was exposed to what. Inside a transaction: it leaves temporary tables behind. */
export async function countExposed(connection: DuckDBConnection, query: ExposureQuery): Promise<ExposureCounts> {
  const leftOut = await createExposed(connection, query);
  const rows = await read(
    connection,
    `SELECT variant, strftime(epoch_ms(start_ms), '%Y-%m-%d') AS day, count(*), count(reached_ms)
     FROM exposed GROUP BY variant, day ORDER BY variant, day`,
  );
  const variants = new Map<string, { units: number; reached: number; days: { day: string; units: number }[] }>();
  for (const [variant, day, count, reached] of rows) {
    const name = String(variant);
    const known = variants.get(name) ?? { units: 0, reached: 0, days: [] };
    variants.set(name, known);
    known.units += Number(count);
    known.reached += Number(reached);
    known.days.push({ day: String(day), units: Number(count) });
  }
  return { variants: Array.from(variants, ([variant, counted]) => ({ variant, ...counted })), ...leftOut };
}

/**
 * Makes the temporary table `exposed`, a row a unit that counts: `id` from 0, `unit`, `variant`, `start_ms` of its
 * window, `reached_ms` or null, `attributes`.
 */
export async function createExposed(connection: DuckDBConnection, query: ExposureQuery): Promise<LeftOut> {
  const { experiment, phase, triggered = false, until } = query;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE seen AS
      SELECT unit, variant, min(at_ms) AS at_ms, min(at_ms) FILTER (reached) AS reached_ms,
        arg_min(attributes, at_ms) AS attributes
      FROM exposures
      WHERE experiment = ${text(experiment)} AND phase = ${numeric(phase)}
        ${until === undefined ? '' : `AND at_ms < ${numeric(until)}`}
      GROUP BY unit, variant;
    CREATE OR REPLACE TEMP TABLE crossed AS SELECT unit FROM seen GROUP BY unit HAVING count(*) > 1;
    CREATE OR REPLACE TEMP TABLE candidates AS
      SELECT unit, variant, ${triggered ? 'reached_ms' : 'at_ms'} AS start_ms, reached_ms, attributes
      FROM seen
      WHERE unit NOT IN (SELECT unit FROM crossed) ${triggered ? 'AND reached_ms IS NOT NULL' : ''};
  `);
  const [bots, outliers] = await createLeftOut(connection, query);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE exposed AS
      SELECT (row_number() OVER () - 1)::INTEGER AS id, * FROM candidates
      WHERE unit NOT IN (SELECT unit FROM left_out);
  `);
  return { inSeveralVariants: await countOf(connection, 'SELECT count(*) FROM crossed'), bots, outliers };
}

/** Events of a unit in its window, as a condition on `e` (events) and a row with `unit` and `start_ms`. */
function inWindow(row: string, { unit = 'shopper', until, windowMs = usualWindowMs }: ExposureQuery): string {
  return [
    `e.${unit} = ${row}.unit`,
    `e.at_ms >= ${row}.start_ms`,
    `e.at_ms < ${row}.start_ms + ${numeric(windowMs)}`,
    ...(until === undefined ? [] : [`e.at_ms < ${numeric(until)}`]),
  ].join(' AND ');
}

/** Makes `left_out`: the units that break a rule. Few do much, so that only those that do are looked at by minute and day. */
async function createLeftOut(
  connection: DuckDBConnection,
  query: ExposureQuery,
): Promise<readonly [bots: number, outliers: number]> {
  const bots: BotRules = query.bots === false ? { declared: false } : (query.bots ?? usualBots);
  const outliers: OutlierRules = query.outliers === false ? {} : (query.outliers ?? usualOutliers);
  const least = Math.min(...[bots.perMinute, bots.perDay, outliers.events].map((most) => most ?? Infinity));
  const above = (column: string, most: number | undefined): string =>
    most === undefined ? 'false' : `${column} > ${numeric(most)}`;
  const suspect = [
    ...(bots.declared ? ['declared'] : []),
    ...(least === Infinity ? [] : [`actions > ${numeric(least)}`]),
    above('purchases', outliers.purchases),
  ].join(' OR ');
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE suspects AS
      SELECT c.unit, any_value(c.start_ms) AS start_ms, bool_or(e.bot) AS declared,
        count(*) FILTER (e.action <> 'impression') AS actions, count(*) FILTER (e.action = 'purchase') AS purchases
      FROM candidates c JOIN events e ON ${inWindow('c', query)}
      GROUP BY c.unit HAVING ${suspect};
    CREATE OR REPLACE TEMP TABLE speeds AS
      WITH acts AS (
        SELECT s.unit, e.at_ms FROM suspects s JOIN events e ON ${inWindow('s', query)} WHERE e.action <> 'impression'
      ), minutes AS (
        SELECT unit, max(n) AS most FROM (SELECT unit, count(*) AS n FROM acts GROUP BY unit, at_ms // 60000) GROUP BY unit
      ), days AS (
        SELECT unit, max(n) AS most FROM (SELECT unit, count(*) AS n FROM acts GROUP BY unit, at_ms // 86400000) GROUP BY unit
      )
      SELECT unit, minutes.most AS per_minute, days.most AS per_day FROM minutes JOIN days USING (unit);
    CREATE OR REPLACE TEMP TABLE left_out AS
      SELECT unit, (${bots.declared ? 'declared' : 'false'}
          OR ${above('coalesce(per_minute, 0)', bots.perMinute)}
          OR ${above('coalesce(per_day, 0)', bots.perDay)}) AS bot,
        (${above('actions', outliers.events)} OR ${above('purchases', outliers.purchases)}) AS outlier
      FROM suspects LEFT JOIN speeds USING (unit);
    DELETE FROM left_out WHERE NOT bot AND NOT outlier;
  `);
  return [
    await countOf(connection, 'SELECT count(*) FROM left_out WHERE bot'),
    await countOf(connection, 'SELECT count(*) FROM left_out WHERE NOT bot'),
  ];
}

export async function read(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

async function countOf(connection: DuckDBConnection, sql: string): Promise<number> {
  return Number((await read(connection, sql))[0]?.[0]);
}
