import { z } from 'zod';

/** What the rooms above this one bring: config is on the ground floor and knows neither catalogues nor Plans. */
export interface ConfigurationParts<Mapping extends z.ZodType, Plan extends z.ZodType> {
  /** How a catalogue's rows are read. */
  readonly mapping: Mapping;
  /** A Plan; every setting of it has a default. */
  readonly plan: Plan;
}

const port = z.int().min(0).max(65_535);
const host = z.string().min(1);
const file = z.string().min(1).optional();

/** The one schema of everything that can be configured. Every setting has a description; units are in its name or its text. */
export function configurationSchema<Mapping extends z.ZodType, Plan extends z.ZodType>(
  parts: ConfigurationParts<Mapping, Plan>,
) {
  return z.strictObject({
    data_dir: z
      .string()
      .min(1)
      .default('.weir/data')
      .describe('Folder of everything that outlives a restart; made if absent. One process owns it at a time.'),
    models_dir: z
      .string()
      .min(1)
      .optional()
      .describe('Folder of models, `<name>/<version>/manifest.json`. Default: `models/artifacts` of the installation.'),
    http: section({
      host: host.default('127.0.0.1').describe('Address that the HTTP API listens on; `0.0.0.0` for all of them.'),
      port: port.default(7700).describe('TCP port of the HTTP API; 0 takes any free one.'),
      body_bytes: z.int().min(1024).max(1_073_741_824).default(33_554_432).describe('Largest request body, bytes.'),
      cors_origins: z
        .array(z.url())
        .default([])
        .describe('Origins of pages of other hosts that may call, e.g. `https://shop.example`. Default: none.'),
    }),
    grpc: section({
      host: host.default('127.0.0.1').describe('Address that the gRPC API listens on; `0.0.0.0` for all of them.'),
      port: port.default(7701).describe('TCP port of the gRPC API; 0 takes any free one.'),
      message_bytes: z
        .int()
        .min(1024)
        .max(1_073_741_824)
        .default(16_777_216)
        .describe('Largest message taken or sent, bytes.'),
    }),
    tls: section({
      cert_file: file.describe('Certificate of both APIs, PEM; without it they are not encrypted.'),
      key_file: file.describe('Its private key, PEM.'),
      client_ca_file: file.describe('If set, callers must have a certificate that this one signed (mTLS), PEM.'),
    }),
    catalogue: section({
      file: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Products to index when the data folder is empty: JSONL, CSV or Parquet, plain or gzipped. Absent: a demonstration shop.',
        ),
      mapping: parts.mapping
        .optional()
        .describe(
          'How the rows of the catalogue are read. Absent: guessed from a sample, then kept in the data folder.',
        ),
    }),
    demo: section({
      enabled: z
        .boolean()
        .default(true)
        .describe('Build a demonstration shop when the data folder is empty and no catalogue is named.'),
      products: z.int().min(1).max(1_000_000).default(3000).describe('Products of the demonstration shop.'),
      seed: z
        .int()
        .min(0)
        .max(2_147_483_647)
        .default(7)
        .describe('Seed of the demonstration shop: the same seed makes the same shop.'),
    }),
    plan: parts.plan.describe('The base Plan: what each stage of the cascade does.'),
    inference: section({
      threads: z
        .int()
        .min(1)
        .max(64)
        .default(2)
        .describe('Runs of models at the same time, each on a worker thread of its own.'),
    }),
    stages: section({
      ranker: address('RankerService'),
      reranker: address('RerankerService'),
      ca_file: file.describe(
        'If set, calls to other processes are encrypted, and their certificates must be signed by this one, PEM.',
      ),
      cert_file: file.describe('Certificate that is shown to them (mTLS), PEM.'),
      key_file: file.describe('Its private key, PEM.'),
      api_key: z.string().min(1).optional().describe('Key that is sent to them.').meta({ secret: true }),
    }),
    cache: section({
      bytes: z
        .int()
        .min(0)
        .max(68_719_476_736)
        .default(134_217_728)
        .describe('Memory for cached pages and cross-encoder scores together, bytes; not used with `cache.url`.'),
      url: z
        .string()
        .regex(
          /^rediss?(\+sentinel|\+cluster)?:\/\//,
          'must begin with redis://, redis+sentinel:// or redis+cluster://',
        )
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
    }),
    events: section({
      keep_queries: z.boolean().default(true).describe("Keep the shopper's words with searches and events."),
      future_ms: z
        .int()
        .min(0)
        .max(86_400_000)
        .default(300_000)
        .describe('Events from further in the future are refused; those within count as of now, ms.'),
      past_days: z.number().positive().max(3650).default(30).describe('Events from further in the past are refused.'),
    }),
    experiments: section({
      holdout_share: z
        .number()
        .min(0)
        .max(0.5)
        .default(0)
        .describe(
          'Share of the shoppers that see the base Plan whatever experiments run, to measure them all together.',
        ),
      holdout_seed: z.string().min(1).max(64).default('holdout').describe('Another one holds out other shoppers.'),
    }),
    access: section({
      write_token: z
        .string()
        .min(16)
        .optional()
        .describe(
          'If set, changes of the catalogue and of experiments need the header `authorization: Bearer <write_token>`.',
        )
        .meta({ secret: true }),
      keys_file: file.describe(
        'YAML file of API keys with their roles (docs/security.md). If set, every call needs one.',
      ),
    }),
    log: section({
      level: z
        .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
        .default('info')
        .describe('Least severe line that is written; `debug` writes one line a search.'),
    }),
    shutdown: section({
      grace_ms: z
        .int()
        .min(0)
        .max(600_000)
        .default(10_000)
        .describe('How long a stopping server waits for requests under way, ms.'),
    }),
  });
}

/** Where other processes have a stage. */
function address(service: string) {
  return z
    .string()
    .regex(/^(dns:\/\/\/|ipv4:|ipv6:|unix:)?[^\s]+$/, 'must be an address, e.g. dns:///reranker:7701')
    .optional()
    .describe(
      `Other processes that have this stage (${service}), e.g. \`dns:///reranker:7701\`: calls go round all that the name resolves to. Without it the stage runs in the process itself.`,
    );
}

/** A group of settings that may be left out altogether. */
function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).prefault({} as z.input<z.ZodObject<Shape, z.core.$strict>>);
}
