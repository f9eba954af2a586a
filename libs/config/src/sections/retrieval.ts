import { z } from 'zod';
import { section } from './section.js';

/** Where products are searched. */
export const retrievalSection = section({
  engine: z
    .enum(['embedded', 'opensearch'])
    .default('embedded')
    .describe('Where products are searched: in this process, or in an OpenSearch cluster.'),
  synonyms_file: z
    .string()
    .min(1)
    .optional()
    .describe('Words that stand for others in queries: lines of `tv, television set` or `couch => sofa`.'),
  opensearch: section({
    index: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, 'give a-z, 0-9, - and _')
      .default('weir-products')
      .describe('Alias that searches use; the indices behind it are `<index>-v000001` and so on.'),
    timeout_ms: z.int().min(1).max(600_000).default(2000).describe('How long a search of the cluster may take, ms.'),
    shards: z.int().min(1).max(1024).default(1).describe('Primary shards of an index that is made.'),
    replicas: z
      .int()
      .min(0)
      .max(32)
      .default(0)
      .describe('Copies of each shard beside the first of an index that is made; 1 lets a node die.'),
    cache_bytes: z
      .int()
      .min(1_048_576)
      .max(68_719_476_736)
      .default(268_435_456)
      .describe('Memory for states and vectors of products that were candidates, bytes.'),
    refresh_ms: z
      .int()
      .min(100)
      .max(3_600_000)
      .default(30_000)
      .describe('How often what other processes wrote is looked for, ms: until then, pages may be served from before.'),
  }),
});
