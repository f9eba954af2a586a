import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import {
  type QueryKind,
  queryKinds,
  type QueryReport,
  type QueryReportQuery,
  type QueryStats,
  type Revenue,
  type SearchStats,
} from '../query-report.js';
import { createAsked, rows } from './asked-queries.js';
import { numeric, text } from './sql.js';

const usualMinSearches = 5;

/** See `EventStore.queries`. Inside a transaction: it leaves temporary tables behind. */
export async function readQueryReport(connection: DuckDBConnection, query: QueryReportQuery): Promise<QueryReport> {
  const counted = await createAsked(connection, query);
  await createStats(connection);
  const kinds = kindsOf(query.minSearches ?? usualMinSearches);
  const wanted =
    query.contains === undefined || query.contains === '' ? 'true' : `contains(q, lower(${text(query.contains)}))`;
  const [counts] = await rows(
    connection,
    `SELECT ${queryKinds.map((kind) => `count(*) FILTER (${kinds[kind].which})`).join(', ')}
     FROM stats, total WHERE stats.searches > 0 AND ${wanted}`,
  );
  const { which, order } = kinds[query.kind];
  const found = await rows(
    connection,
    `SELECT ${['q', 'before', 'last_at', ...statColumns].map((name) => `stats.${name}`).join(', ')}
     FROM stats, total WHERE stats.searches > 0 AND ${wanted} AND ${which}
     ORDER BY ${order}, stats.searches DESC, q LIMIT ${numeric(query.limit)} OFFSET ${numeric(query.offset)}`,
  );
  const [all] = await rows(connection, `SELECT queries, before, ${statColumns.join(', ')} FROM total`);
  const [queries, searchesBefore, ...ofAll] = all ?? [];
  return {
    ...counted,
    all: {
      ...statsOf(ofAll, (await revenueOf(connection, 'true')).get('') ?? []),
      queries: Number(queries),
      searchesBefore: Number(searchesBefore),
    },
    counts: Object.fromEntries(queryKinds.map((kind, at) => [kind, Number(counts?.[at])])) as Record<QueryKind, number>,
    queries: await withParts(connection, found),
  };
}

/** The one query that `createAsked` was asked for alone; undefined where nobody asked it in the window. */
export async function readOnlyQuery(connection: DuckDBConnection): Promise<QueryStats | undefined> {
  await createStats(connection);
  const found = await rows(
    connection,
    `SELECT q, before, last_at, ${statColumns.join(', ')} FROM stats WHERE searches > 0`,
  );
  return (await withParts(connection, found))[0];
}

/** Which queries a kind is of, and in which order, over `stats` and `total`. */
function kindsOf(minSearches: number): Readonly<Record<QueryKind, { readonly which: string; readonly order: string }>> {
  const enough = `stats.searches >= ${numeric(minSearches)}`;
  const answered = 'stats.searches - stats.nothing';
  // Of Poisson counts; the window before is scaled to as many searches as this one has.
  const ratio = '(total.searches::DOUBLE / total.before)';
  const surer = `((stats.searches - stats.before * ${ratio}) / sqrt(stats.searches + stats.before * ${ratio} * ${ratio}))`;
  const degradedShare = wilson('stats.degraded', 'stats.searches', 'lower');
  return {
    top: { which: 'true', order: 'stats.searches DESC' },
    trending: { which: `total.before > 0 AND ${enough} AND ${surer} > 1.644853627`, order: `${surer} DESC` },
    zero_result: { which: 'stats.nothing > 0', order: 'stats.nothing DESC' },
    zero_click: {
      which: `${answered} >= ${numeric(minSearches)}
        AND (stats.clicked = 0 OR stats.click_rate_upper < total.clicked / (4.0 * (total.searches - total.nothing)))`,
      order: 'stats.click_rate_upper',
    },
    slow: { which: `${enough} AND stats.took_p95 > total.took_p95`, order: 'stats.took_p95 DESC' },
    degrading: { which: 'stats.degraded > 0', order: `${degradedShare} DESC` },
  };
}

/** Columns of `stats` and `total` that `statsOf` reads, in this order. */
const statColumns = [
  ...['searches', 'shoppers', 'nothing', 'clicked', 'click_rate_upper', 'clicks', 'reciprocal_rank', 'purchases'],
  ...['took_p50', 'took_p95', 'degraded'],
];

/** Makes the temporary tables `stats`, a row a query, and `total`, one row of all of them. */
async function createStats(connection: DuckDBConnection): Promise<void> {
  const counts = `
    count(*) FILTER (current) AS searches, count(*) FILTER (NOT current) AS before,
    count(DISTINCT unit) FILTER (current) AS shoppers, count(*) FILTER (current AND nothing) AS nothing,
    count(*) FILTER (current AND clicks > 0) AS clicked, coalesce(sum(clicks), 0) AS clicks,
    coalesce(sum(1.0::DOUBLE / best), 0) AS reciprocal_ranks, coalesce(sum(purchases), 0) AS purchases,
    quantile_cont(took, 0.5) FILTER (current) AS took_p50, quantile_cont(took, 0.95) FILTER (current) AS took_p95,
    count(*) FILTER (current AND degraded) AS degraded, max(at_ms) AS last_at`;
  const shares = `
    reciprocal_ranks / greatest(1, searches) AS reciprocal_rank,
    ${wilson('clicked', '(searches - nothing)', 'upper')} AS click_rate_upper`;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE stats AS
      SELECT *, ${shares} FROM (SELECT q, ${counts} FROM asked LEFT JOIN done USING (search) GROUP BY q);
    CREATE OR REPLACE TEMP TABLE total AS
      SELECT *, ${shares} FROM (
        SELECT count(DISTINCT q) FILTER (current) AS queries, ${counts} FROM asked LEFT JOIN done USING (search)
      );
  `);
}

/** One end of the 95 % interval of Wilson (Probable inference, JASA 1927) of a share; of no trials 0 or 1. */
function wilson(successes: string, trials: string, end: 'lower' | 'upper'): string {
  const z = 1.959963985;
  const [sign, ofNone] = end === 'upper' ? ['+', '1'] : ['-', '0'];
  const spread = `${z} * sqrt(greatest(0, ${successes} * (${trials} - ${successes})::DOUBLE / ${trials}) + ${(z * z) / 4})`;
  // A click that names a search that found nothing makes more successes than trials.
  return `CASE WHEN ${trials} <= 0 THEN ${ofNone}
    ELSE greatest(0, least(1, (${successes} + ${(z * z) / 2} ${sign} ${spread}) / (${trials} + ${z * z}))) END::DOUBLE`;
}

/** Adds what is read for the queries of a page alone. */
async function withParts(
  connection: DuckDBConnection,
  found: readonly DuckDBValue[][],
): Promise<readonly QueryStats[]> {
  if (found.length === 0) return [];
  const these = `q IN (${found.map(([q]) => text(String(q))).join(', ')})`;
  const revenue = await revenueOf(connection, these, 'q');
  const stages = new Map<string, Record<string, number>>();
  for (const [q, stage, searches] of await rows(
    connection,
    `SELECT q, stage, count(*) FROM (
       SELECT q, unnest(string_split(coalesce(stages, 'unknown'), ' ')) AS stage FROM asked
       WHERE current AND degraded AND ${these}
     ) GROUP BY ALL ORDER BY ALL`,
  )) {
    const ofQuery = stages.get(String(q)) ?? {};
    ofQuery[String(stage)] = Number(searches);
    stages.set(String(q), ofQuery);
  }
  return found.map(([q, before, lastAt, ...stats]) => ({
    query: String(q),
    ...statsOf(stats, revenue.get(String(q)) ?? []),
    searchesBefore: Number(before),
    degradedStages: stages.get(String(q)) ?? {},
    lastAt: Number(lastAt),
  }));
}

/** By query, or of all of them under ''. */
async function revenueOf(
  connection: DuckDBConnection,
  which: string,
  by = `''`,
): Promise<ReadonlyMap<string, readonly Revenue[]>> {
  const revenue = new Map<string, Revenue[]>();
  const found = await rows(
    connection,
    `SELECT ${by} AS of, currency, sum(revenue_minor) FROM acts
     WHERE action = 'purchase' AND revenue_minor IS NOT NULL AND ${which} GROUP BY ALL ORDER BY ALL`,
  );
  for (const [of, currency, minor] of found) {
    const known = revenue.get(String(of)) ?? [];
    known.push({ currency: String(currency), minor: Number(minor) });
    revenue.set(String(of), known);
  }
  return revenue;
}

function statsOf(values: readonly DuckDBValue[], revenue: readonly Revenue[]): SearchStats {
  const of = (name: string): number => Number(values[statColumns.indexOf(name)]);
  const known = (name: string): number | null => (values[statColumns.indexOf(name)] === null ? null : of(name));
  return {
    searches: of('searches'),
    shoppers: of('shoppers'),
    zeroResults: of('nothing'),
    clickedSearches: of('clicked'),
    clickRateUpper: of('click_rate_upper'),
    clicks: of('clicks'),
    reciprocalRank: of('reciprocal_rank'),
    purchases: of('purchases'),
    revenue,
    tookP50: known('took_p50'),
    tookP95: known('took_p95'),
    degraded: of('degraded'),
  };
}
