import { z } from 'zod';
import { section } from './section.js';

const file = z.string().min(1).optional();

/** Other processes that have a stage. */
export const stagesSection = section({
  retrieval: address(
    'Other processes that have the index (RetrievalService, CatalogService), for `weir serve search`',
    'retrieval',
  ),
  ranker: address(
    'Other processes that have this stage (RankerService); without it the stage runs in the process itself',
    'ranker',
  ),
  reranker: address(
    'Other processes that have this stage (RerankerService); without it the stage runs in the process itself',
    'reranker',
  ),
  ca_file: file.describe(
    'If set, calls to other processes are encrypted, and their certificates must be signed by this one, PEM.',
  ),
  cert_file: file.describe('Certificate that is shown to them (mTLS), PEM.'),
  key_file: file.describe('Its private key, PEM.'),
  api_key: z.string().min(1).optional().describe('Key that is sent to them.').meta({ secret: true }),
  cache_bytes: z
    .int()
    .min(1_048_576)
    .max(68_719_476_736)
    .default(134_217_728)
    .describe('Memory for what `stages.retrieval` told of products that were candidates, bytes.'),
});

/** Where other processes are that have something. */
function address(what: string, name: string) {
  return z
    .string()
    .regex(/^(dns:\/\/\/|ipv4:|ipv6:|unix:)?[^\s]+$/, `must be an address, e.g. dns:///${name}:7701`)
    .optional()
    .describe(`${what}, e.g. \`dns:///${name}:7701\`: calls go round all that the name resolves to.`);
}
