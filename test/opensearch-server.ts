import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';

const command = path.resolve(__dirname, '../infra/opensearch/dev');

/** Address of the OpenSearch of this test run; the first spec that asks starts it, and `stop-opensearch.cjs` stops it. */
export async function openSearchUrl(): Promise<string> {
  const name = process.env['TEST_OPENSEARCH_NAME']!;
  const { stdout } = await promisify(execFile)(command, ['up', '--name', name, '--port', '0']);
  return stdout.trim();
}

/** A name for an index that no other test uses. */
export function indexName(what: string): string {
  return `${what}-${randomUUID().slice(0, 8)}`;
}
