import type { ClusterCall } from './observed-calls.js';

/** Where OpenSearch is and how it is reached. */
export interface ConnectionOptions {
  /** Addresses of the cluster's nodes, e.g. `https://search.internal:9200`. */
  readonly nodes: readonly string[];
  /** Absent: no credentials are sent. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Certificates that are trusted beside the system's, PEM. */
  readonly ca?: string;
  /** Whether the server's certificate is checked. @defaultValue true */
  readonly verifyCertificate?: boolean;
  /** How long one request may take where none says otherwise, ms. @defaultValue 60,000 */
  readonly requestTimeoutMs?: number;
  /** Told of each call that has ended. */
  readonly onCall?: ((call: ClusterCall) => void) | undefined;
}
