import { Client } from '@opensearch-project/opensearch';
import type { OpenSearchOptions } from './options.js';

/** A client of the cluster. It opens connections when it is first used. */
export function connect(options: OpenSearchOptions): Client {
  const { nodes, credentials, ca, verifyCertificate } = options;
  return new Client({
    nodes: [...nodes],
    ...(credentials !== undefined && { auth: credentials }),
    ssl: { ...(ca !== undefined && { ca }), rejectUnauthorized: verifyCertificate ?? true },
    requestTimeout: options.writeTimeoutMs ?? 60_000,
    // One dead node of several costs a try, not the search.
    maxRetries: nodes.length,
  });
}
