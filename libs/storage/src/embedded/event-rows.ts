import type { DuckDBAppender } from '@duckdb/node-api';
import type { StoredEvent, StoredExposure } from '../stored-event.js';

/** One row of `events`; what a table has beside comes after, then the end of the row. */
export function appendEvent(appender: DuckDBAppender, event: StoredEvent, idHash: bigint): void {
  const { position, query, quantity, revenueMinor, currency, value, attributes } = event;
  appender.appendVarchar(event.id);
  appender.appendUBigInt(idHash);
  appender.appendVarchar(event.action);
  appender.appendBigInt(BigInt(Math.floor(event.at)));
  appender.appendBigInt(BigInt(Math.floor(event.receivedAt)));
  appender.appendVarchar(event.shopper);
  appender.appendVarchar(event.session);
  appender.appendVarchar(event.searchId);
  appender.appendVarchar(event.productId);
  if (position === undefined) appender.appendNull();
  else appender.appendInteger(position);
  appendText(appender, query);
  appendNumber(appender, quantity);
  if (revenueMinor === undefined) appender.appendNull();
  else appender.appendBigInt(BigInt(revenueMinor));
  appendText(appender, currency);
  appendNumber(appender, value);
  appendText(appender, attributes === undefined ? undefined : JSON.stringify(attributes));
  appender.appendBoolean(event.bot === true);
}

/** One row of `exposures`, likewise. */
export function appendExposure(appender: DuckDBAppender, exposure: StoredExposure): void {
  appender.appendVarchar(exposure.experiment);
  appender.appendInteger(exposure.phase);
  appender.appendVarchar(exposure.variant);
  appender.appendVarchar(exposure.unit);
  appender.appendBigInt(BigInt(Math.floor(exposure.at)));
  appender.appendBoolean(exposure.reached);
  appendText(appender, exposure.attributes === undefined ? undefined : JSON.stringify(exposure.attributes));
  appender.appendBoolean(exposure.failed === true);
}

function appendText(appender: DuckDBAppender, value: string | undefined): void {
  if (value === undefined) appender.appendNull();
  else appender.appendVarchar(value);
}

function appendNumber(appender: DuckDBAppender, value: number | undefined): void {
  if (value === undefined) appender.appendNull();
  else appender.appendDouble(value);
}
