import type { DuckDBConnection } from '@duckdb/node-api';
import type { Forgotten } from '../event-store.js';
import { text } from './sql.js';

/** Deletes the rows of what `createForgottenUnits` finds, and keeps the hashes of the ids. */
export async function forgetUnit(connection: DuckDBConnection, unit: string): Promise<Forgotten> {
  const { theirs, units } = await createForgottenUnits(connection, unit);
  await connection.run(`INSERT INTO forgotten_events SELECT id_hash FROM events WHERE ${theirs}`);
  const events = await connection.run(`DELETE FROM events WHERE ${theirs}`);
  const exposures = await connection.run('DELETE FROM exposures WHERE unit IN (SELECT unit FROM forgotten_units)');
  return { deleted: events.rowsChanged + exposures.rowsChanged, units };
}

/**
 * Makes the temporary table `forgotten_units`: a shopper or session, and the sessions that only this shopper was seen in,
 * from before the shopper was known too. `theirs` is a condition on `events`.
 */
export async function createForgottenUnits(
  connection: DuckDBConnection,
  unit: string,
): Promise<{ readonly theirs: string; readonly units: readonly string[] }> {
  const hash = text(unit);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE forgotten_units AS
      SELECT ${hash} AS unit
      UNION
      SELECT session FROM events
      WHERE session IN (SELECT session FROM events WHERE shopper = ${hash} AND session <> '')
      GROUP BY session
      HAVING bool_and(shopper IN (${hash}, ''));
  `);
  const units = await connection.runAndReadAll('SELECT unit FROM forgotten_units');
  return {
    theirs: `shopper = ${hash} OR session IN (SELECT unit FROM forgotten_units)`,
    units: units.getRows().map(([name]) => String(name)),
  };
}
