import type { DuckDBConnection } from '@duckdb/node-api';
import { type Audience, type AudienceQuery, type ExposedPhase, requestAttributes } from '../audience.js';
import type { EventAttributes } from '../stored-event.js';
import { read } from './exposed.js';
import { jsonPointer } from './measures.js';
import { numeric, text } from './sql.js';

/** Different sets of attributes that are told apart. */
const mostGroups = 20_000;

/** See `EventStore.audience`. */
export async function readAudience(
  connection: DuckDBConnection,
  { from, until, unit }: AudienceQuery,
): Promise<Audience> {
  const rows = await read(
    connection,
    `SELECT attributes, count(*) AS units, min(first_ms) FROM (
       SELECT json_extract_string(arg_max(coalesce(attributes, '{}'), at_ms), ${text(jsonPointer(requestAttributes))}) AS attributes,
         min(at_ms) AS first_ms
       FROM events
       WHERE action = 'search' AND NOT bot AND ${unit} <> '' AND at_ms >= ${numeric(from)} AND at_ms < ${numeric(until)}
       GROUP BY hash(${unit})
     )
     GROUP BY attributes ORDER BY units DESC, attributes LIMIT ${mostGroups}`,
  );
  const groups = rows.map(([attributes, units]) => ({ attributes: parsed(attributes), units: Number(units) }));
  return { first: rows.length === 0 ? undefined : Math.min(...rows.map(([, , first]) => Number(first))), groups };
}

/** See `EventStore.exposureAttributes`. */
export async function readExposureAttributes(
  connection: DuckDBConnection,
  { experiment, phase }: ExposedPhase,
): Promise<readonly string[]> {
  const rows = await read(
    connection,
    `SELECT DISTINCT unnest(json_keys(attributes)) AS name FROM exposures
     WHERE experiment = ${text(experiment)} AND phase = ${numeric(phase)} AND attributes IS NOT NULL ORDER BY name`,
  );
  return rows.map(([name]) => String(name));
}

function parsed(attributes: unknown): EventAttributes {
  return typeof attributes === 'string' ? (JSON.parse(attributes) as EventAttributes) : {};
}
