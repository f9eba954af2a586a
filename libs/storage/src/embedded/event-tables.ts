/** What is kept of an event, and of an exposure. */
export const eventColumns = `id VARCHAR NOT NULL, id_hash UBIGINT NOT NULL, action VARCHAR NOT NULL, at_ms BIGINT NOT NULL,
  received_ms BIGINT NOT NULL, shopper VARCHAR NOT NULL, session VARCHAR NOT NULL, search_id VARCHAR NOT NULL,
  product_id VARCHAR NOT NULL, position INTEGER, query VARCHAR, quantity DOUBLE, revenue_minor BIGINT, currency VARCHAR,
  value DOUBLE, attributes VARCHAR, bot BOOLEAN NOT NULL`;
export const exposureColumns = `experiment VARCHAR NOT NULL, phase INTEGER NOT NULL, variant VARCHAR NOT NULL, unit VARCHAR NOT NULL,
  at_ms BIGINT NOT NULL, reached BOOLEAN NOT NULL, attributes VARCHAR, failed BOOLEAN`;

/**
 * `events` has no index: ids are held in memory (see `event-ids.ts`), and results read whole columns. `forgotten_events`
 * keeps the id hashes of events that were deleted with their shopper. `exposures` is a log whose earliest rows count.
 */
export const eventTables = `
  CREATE TABLE IF NOT EXISTS events (${eventColumns});
  CREATE TABLE IF NOT EXISTS forgotten_events (id_hash UBIGINT NOT NULL);
  CREATE TABLE IF NOT EXISTS exposures (${exposureColumns});
  ALTER TABLE exposures ADD COLUMN IF NOT EXISTS failed BOOLEAN;
`;
