import type { DuckDBConnection } from '@duckdb/node-api';
import type { CreditQuery, EventCredit } from '../page-credit.js';
import { createUnits, read, readCounts, windowOf } from './exposed.js';
import { jsonPointer, MeasureColumns } from './measures.js';
import { numeric, text } from './sql.js';

/** Who was exposed, and how units preferred on interleaved pages. Inside a transaction: it leaves temporary tables behind. */
export async function readCredit(connection: DuckDBConnection, query: CreditQuery): Promise<EventCredit> {
  const { experiment, phase, unit = 'shopper', until, between } = query;
  const leftOut = await createUnits(connection, { query, measures: new MeasureColumns(), reach: windowOf(query) });
  const before = until === undefined ? 'true' : `at_ms < ${numeric(until)}`;
  const [control, challenger] = between.map(
    (variant) => `coalesce(TRY_CAST(json_extract(picks, ${text(jsonPointer(variant))}) AS VARCHAR[]), [])`,
  );
  // Attributes are JSON: only those that name an experiment are read. A caller may send any, so nothing may fail by them.
  const rows = await read(
    connection,
    `WITH shown AS (
       SELECT hash(${unit}) AS id, search_id, at_ms, TRY_CAST(json_extract_string(attributes, '/picks') AS JSON) AS picks
       FROM events
       WHERE action IN ('search', 'interleaved_page') AND contains(attributes, '"interleaved":') AND ${before}
         AND json_extract_string(attributes, '/interleaved') = ${text(experiment)}
         AND json_extract_string(attributes, '/interleaved_phase') = ${text(String(phase))}
     ),
     pages AS (
       SELECT id, search_id, shown.at_ms, ${control} AS a, ${challenger} AS b
       FROM shown JOIN members USING (id) WHERE shown.at_ms >= members.start_ms
     ),
     clicks AS (
       SELECT search_id, product_id, min(at_ms) AS at_ms FROM events
       WHERE action = 'click' AND search_id <> '' AND ${before} GROUP BY search_id, product_id
     ),
     outcomes AS (
       SELECT p.id, p.search_id, coalesce(sum(
         CASE WHEN list_contains(p.b, c.product_id) THEN 1 WHEN list_contains(p.a, c.product_id) THEN -1 ELSE 0 END
       ), 0) AS credit
       FROM pages p LEFT JOIN clicks c
         ON c.search_id = p.search_id AND c.at_ms < p.at_ms + ${numeric(windowOf(query).to)}
       GROUP BY p.id, p.search_id
     ),
     preferences AS (
       SELECT count(*) AS impressions, count(*) FILTER (credit > 0) AS wins, count(*) FILTER (credit < 0) AS losses
       FROM outcomes GROUP BY id
     )
     SELECT count(*), impressions, wins, losses FROM preferences GROUP BY ALL`,
  );
  const credit = rows.map(([units, impressions, wins, losses]) => ({
    units: Number(units),
    impressions: Number(impressions),
    wins: Number(wins),
    losses: Number(losses),
  }));
  return { counts: await readCounts(connection, leftOut), credit };
}
