import { z } from 'zod';
import { section } from './section.js';

/** How the cluster is reached. */
export const opensearchSection = section({
  url: z
    .string()
    .regex(/^https?:\/\/[^\s,]+(,https?:\/\/[^\s,]+)*$/, 'give http(s)://host:port, several joined by a comma')
    .default('http://127.0.0.1:9200')
    .describe('Addresses of the cluster, `http://host:9200` or `https://host:9200`, several joined by a comma.'),
  username: z.string().min(1).optional().describe('User of the cluster. Absent: no credentials are sent.'),
  password: z.string().min(1).optional().describe("The user's password.").meta({ secret: true }),
  password_file: z.string().min(1).optional().describe('File that holds the password instead.'),
  ca_file: z.string().min(1).optional().describe('Certificates, PEM, that are trusted for `https`.'),
  verify_certificate: z.boolean().default(true).describe('Whether the certificate of `https` is checked.'),
});

/** Where what must outlive a restart is kept. */
export const storageSection = section({
  engine: z
    .enum(['embedded', 'opensearch'])
    .default('embedded')
    .describe(
      'Where products, experiments and events are kept: in a file of the data folder that one process owns, or in an OpenSearch cluster that any number share.',
    ),
  memory_mb: z
    .int()
    .min(64)
    .max(65_536)
    .default(256)
    .describe(
      'What the file of the embedded storage, or the copy of the events that a process has of those in OpenSearch, may hold in memory, MiB. The process grows by so much as data comes; beyond it parts are read from disk again.',
    ),
  opensearch: section({
    prefix: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'give a-z, 0-9, - and _')
      .default('weir')
      .describe('Begins the names of its indices, `<prefix>-products-log` and so on.'),
    replicas: z
      .int()
      .min(0)
      .max(32)
      .optional()
      .describe(
        'Copies of each index beside the first; with one or more, a write counts when it lies on two nodes. Absent: one where the cluster has a second node.',
      ),
  }),
});
