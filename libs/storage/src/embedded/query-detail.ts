import type { DuckDBConnection } from '@duckdb/node-api';
import type { QueryDetail, QueryDetailQuery } from '../query-report.js';
import { createAsked, rows } from './asked-queries.js';
import { readOnlyQuery } from './query-report.js';
import { numeric } from './sql.js';

const mostPositions = 20;
const mostSpellings = 5;

/** See `EventStore.queryDetail`. Inside a transaction: it leaves temporary tables behind. */
export async function readQueryDetail(
  connection: DuckDBConnection,
  { stepMs, stepOffsetMs = 0, products, query, ...window }: QueryDetailQuery,
): Promise<QueryDetail | undefined> {
  await createAsked(connection, { ...window, only: query });
  const stats = await readOnlyQuery(connection);
  if (stats === undefined) return undefined;
  // Floored also before 1970, unlike an integer division.
  const step = `floor((at_ms - ${numeric(stepOffsetMs)}) / ${numeric(stepMs)}::DOUBLE) * ${numeric(stepMs)} + ${numeric(stepOffsetMs)}`;
  const steps = await rows(
    connection,
    `SELECT ${step} AS step, count(*), count(*) FILTER (nothing), count(*) FILTER (clicks > 0), quantile_cont(took, 0.95)
     FROM asked LEFT JOIN done USING (search) WHERE current GROUP BY step ORDER BY step`,
  );
  await connection.run('CREATE OR REPLACE TEMP TABLE shown AS SELECT action, product_id, position FROM acts');
  const found = await rows(
    connection,
    `SELECT product_id, count(*) FILTER (action = 'impression'), count(*) FILTER (action = 'click') AS clicks,
       count(*) FILTER (action = 'add_to_cart') AS carts, count(*) FILTER (action = 'purchase') AS purchases,
       avg(position) FILTER (action = 'click')
     FROM shown WHERE product_id <> '' GROUP BY product_id HAVING clicks + carts + purchases > 0
     ORDER BY clicks DESC, purchases DESC, carts DESC, product_id LIMIT ${numeric(products)}`,
  );
  const positions = await rows(
    connection,
    `SELECT position, count(*) FILTER (action = 'impression'), count(*) FILTER (action = 'click') FROM shown
     WHERE action IN ('impression', 'click') AND position > 0 GROUP BY position ORDER BY position LIMIT ${mostPositions}`,
  );
  const spellings = await rows(
    connection,
    `SELECT words, count(*) AS searches FROM asked WHERE current GROUP BY words
     ORDER BY searches DESC, words LIMIT ${mostSpellings}`,
  );
  return {
    stats,
    steps: steps.map(([at, searches, nothing, clicked, took]) => ({
      at: Number(at),
      searches: Number(searches),
      zeroResults: Number(nothing),
      clickedSearches: Number(clicked),
      tookP95: took === null ? null : Number(took),
    })),
    products: found.map(([productId, impressions, clicks, carts, purchases, position]) => ({
      productId: String(productId),
      impressions: Number(impressions),
      clicks: Number(clicks),
      carts: Number(carts),
      purchases: Number(purchases),
      clickPosition: position === null ? null : Number(position),
    })),
    positions: positions.map(([position, impressions, clicks]) => ({
      position: Number(position),
      impressions: Number(impressions),
      clicks: Number(clicks),
    })),
    spellings: spellings.map(([words, searches]) => ({ text: String(words), searches: Number(searches) })),
  };
}
