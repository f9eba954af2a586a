import { rootCertificates } from 'node:tls';
import { Client } from '@opensearch-project/opensearch';
import type { ConnectionOptions } from './connection-options.js';
import { observeCalls } from './observed-calls.js';

/** A client of the cluster. It opens connections when it is first used. */
export function connect(options: ConnectionOptions): Client {
  const { nodes, credentials, ca, verifyCertificate, onCall } = options;
  const client = new Client({
    nodes: [...nodes],
    ...(credentials !== undefined && { auth: credentials }),
    // Given alone, it would take the place of the usual authorities.
    ssl: { ...(ca !== undefined && { ca: [...rootCertificates, ca] }), rejectUnauthorized: verifyCertificate ?? true },
    requestTimeout: options.requestTimeoutMs ?? 60_000,
    // One dead node of several costs a try, not the search.
    maxRetries: nodes.length,
  });
  if (onCall !== undefined) observeCalls(client, onCall);
  return client;
}
