import type { DuckDBConnection } from '@duckdb/node-api';
import { read } from './exposed.js';
import { numeric } from './sql.js';

/** See `EventStore.currencies`. */
export async function readCurrencies(connection: DuckDBConnection, most: number): Promise<readonly string[]> {
  const rows = await read(
    connection,
    `SELECT currency FROM events WHERE action = 'purchase' AND currency IS NOT NULL AND revenue_minor IS NOT NULL
     GROUP BY currency ORDER BY count(*) DESC, currency LIMIT ${numeric(most)}`,
  );
  return rows.map(([currency]) => String(currency));
}
