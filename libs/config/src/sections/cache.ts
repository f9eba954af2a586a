import { z } from 'zod';
import { section } from './section.js';

/** What may be lost at any time: in this process, or in a Redis. */
export const cacheSection = section({
  bytes: z
    .int()
    .min(0)
    .max(68_719_476_736)
    .default(134_217_728)
    .describe('Memory for cached pages and cross-encoder scores together, bytes; not used with `cache.url`.'),
  url: z
    .string()
    .regex(/^rediss?(\+sentinel|\+cluster)?:\/\//, 'must begin with redis://, redis+sentinel:// or redis+cluster://')
    .optional()
    .describe(
      'A Redis that several processes share in place of a cache of their own: `redis://host:6379/0`, `redis+sentinel://host:26379,host:26379/master`, `redis+cluster://host:6379,host:6379`; `rediss` for TLS.',
    )
    .meta({ secret: true }),
  tenant: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores')
    .default('weir')
    .describe('Begins every key in Redis (`w1:<tenant>:`), so that several shops share one.'),
  username: z
    .string()
    .min(1)
    .optional()
    .describe('User of the access control list of Redis. Default: that of the URL.'),
  password: z
    .string()
    .min(1)
    .optional()
    .describe('Password for Redis. Default: that of the file, then that of the URL.')
    .meta({ secret: true }),
  password_file: z.string().min(1).optional().describe('File that holds the password for Redis, and nothing else.'),
  sentinel_username: z
    .string()
    .min(1)
    .optional()
    .describe('User of the Sentinels, whose login is another one than that of Redis. Default: none.'),
  sentinel_password: z
    .string()
    .min(1)
    .optional()
    .describe('Password for the Sentinels. Default: that of the file, else none is sent to them.')
    .meta({ secret: true }),
  sentinel_password_file: z
    .string()
    .min(1)
    .optional()
    .describe('File that holds the password for the Sentinels, and nothing else.'),
  ca_file: z
    .string()
    .min(1)
    .optional()
    .describe('PEM file of the authorities that a `rediss` server is trusted by. Default: those of Node.js.'),
  cert_file: z.string().min(1).optional().describe('PEM file of a certificate to show to a `rediss` server.'),
  key_file: z.string().min(1).optional().describe('PEM file of the key of that certificate.'),
  budget_ms: z
    .number()
    .min(0.5)
    .max(1000)
    .default(3)
    .describe('What one call of Redis may cost a search, ms; one that is slower counts as a miss.'),
  near_bytes: z
    .int()
    .min(0)
    .max(68_719_476_736)
    .default(16_777_216)
    .describe('Memory for a copy of what is hot in Redis, kept for two seconds at most, bytes; 0: none.'),
});
