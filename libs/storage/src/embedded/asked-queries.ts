import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { type BotRules, usualBots } from '../exposed-units.js';
import type { SearchWindow } from '../query-report.js';
import { numeric, text } from './sql.js';

/** Searches that are in no query, and those that are marked. */
export interface CountedSearches {
  readonly withoutWords: number;
  readonly robots: number;
  readonly simulated: number;
}

export interface AskedWindow extends SearchWindow {
  /** This query alone. */
  readonly only?: string;
}

/** A query's text as it is grouped; NULL where there is none. */
function normalised(column: string): string {
  return `nullif(trim(regexp_replace(lower(nfc_normalize(${column})), '\\s+', ' ', 'g')), '')`;
}

/**
 * Makes the temporary table `asked`, a row a search of the window (`current`) and of the window before, of those whose words
 * are kept; the view `acts`, what was done with what searches of the window showed; and the table `done`, the same a row a
 * search. A search is known by 64 bits of the hash of its id, as in `createUnits`.
 */
export async function createAsked(connection: DuckDBConnection, window: AskedWindow): Promise<CountedSearches> {
  const { from, simulated = true, bots = usualBots, only } = window;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE searched AS
      SELECT ${normalised('query')} AS q, query AS words, hash(search_id) AS search, bot,
        ${unit} AS unit, at_ms, at_ms >= ${numeric(from)} AS current,
        json_extract_string(attributes, ['/total', '/shown', '/took_ms', '/degraded', '/degraded_stages', '/simulated']) AS said
      FROM events
      WHERE ${searchesOf(window)} ${only === undefined ? '' : `AND ${normalised('query')} = ${normalised(text(only))}`};
    CREATE OR REPLACE TEMP TABLE robots AS ${robotsOf(bots === false ? { declared: false } : bots, window)};
    CREATE OR REPLACE TEMP TABLE asked AS
      SELECT q, words, search, unit, at_ms, current,
        coalesce(coalesce(TRY_CAST(said[1] AS DOUBLE), TRY_CAST(said[2] AS DOUBLE)) = 0, false) AS nothing,
        TRY_CAST(said[3] AS DOUBLE) AS took, coalesce(said[4] = 'true', false) AS degraded, said[5] AS stages
      FROM searched ANTI JOIN robots USING (unit)
      WHERE q IS NOT NULL ${simulated ? '' : `AND coalesce(said[6] <> 'true', true)`};
    CREATE OR REPLACE TEMP VIEW acts AS
      SELECT a.q, a.search, e.action, e.product_id, e.position, e.revenue_minor, e.currency
      FROM events e JOIN asked a ON hash(e.search_id) = a.search
      WHERE a.current AND e.search_id <> '' AND NOT e.bot AND e.at_ms >= ${numeric(from - clockMs)};
    CREATE OR REPLACE TEMP TABLE done AS
      SELECT search, count(*) FILTER (action = 'click') AS clicks, min(position) FILTER (action = 'click') AS best,
        count(*) FILTER (action = 'purchase') AS purchases
      FROM acts WHERE action IN ('click', 'purchase') GROUP BY search
  `);
  const [counted] = await rows(
    connection,
    `SELECT count(*) FILTER (q IS NULL), count(*) FILTER (unit IN (SELECT unit FROM robots)), count(*) FILTER (said[6] = 'true')
     FROM searched WHERE current`,
  );
  const [withoutWords = 0, robots = 0, marked = 0] = (counted ?? []).map(Number);
  return { withoutWords, robots, simulated: marked };
}

export async function rows(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

/** Whoever is known: the shopper, else the session. */
const unit = `hash(CASE WHEN shopper <> '' THEN shopper ELSE session END)`;

/** The window and the one before. */
function inWindows({ from, to }: SearchWindow): string {
  return `at_ms >= ${numeric(2 * from - to)} AND at_ms < ${numeric(to)}`;
}

function searchesOf(window: SearchWindow): string {
  return `action = 'search' AND ${inWindows(window)}`;
}

/** A click may bear a time before its search, by a clock that is behind. */
const clockMs = 300_000;

/** Units that break a rule with their searches of either window, or did anything as a robot that says so. */
function robotsOf({ declared, perMinute, perDay }: BotRules, window: SearchWindow): string {
  const fast = [
    { most: perMinute, span: 60_000 },
    { most: perDay, span: 86_400_000 },
  ].flatMap(({ most, span }) =>
    most === undefined
      ? []
      : [
          `SELECT ${unit} AS unit FROM events WHERE ${searchesOf(window)}
           GROUP BY unit, at_ms // ${span} HAVING count(*) > ${numeric(most)}`,
        ],
  );
  const said = `SELECT ${unit} AS unit FROM events WHERE bot AND ${String(declared)} AND ${inWindows(window)}`;
  return [said, ...fast].join(' UNION ');
}
