import { createHash } from 'node:crypto';

/** Longest query, as the cascade takes it. */
const longestQuery = 512;

/** The words of a query without what makes no difference to a person: surrounding and repeated space. */
export function queryText(query: string): string {
  return query.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** The same for queries that differ in case and space only: 12 hexadecimal digits. */
export function queryId(query: string): string {
  return createHash('sha256').update(queryText(query).toLowerCase()).digest('hex').slice(0, 12);
}

/** What is wrong with a query; undefined where nothing is. */
export function queryFault(query: string): string | undefined {
  const text = queryText(query);
  if (text === '') return 'must not be empty';
  return text.length > longestQuery ? `must have at most ${longestQuery} characters` : undefined;
}
