import { z } from 'zod';
import { admissionSection } from './sections/admission.js';
import { cacheSection } from './sections/cache.js';
import { consoleSection } from './sections/console.js';
import { opensearchSection, storageSection } from './sections/opensearch.js';
import { retrievalSection } from './sections/retrieval.js';
import { section } from './sections/section.js';
import { accessSection, grpcSection, httpSection, shutdownSection, tlsSection } from './sections/server.js';
import { eventsSection, experimentsSection, shadowSection, simulationSection } from './sections/shoppers.js';
import { stagesSection } from './sections/stages.js';
import { metricsSection, telemetrySection } from './sections/telemetry.js';

/** What the rooms above this one bring: config is on the ground floor and knows neither catalogues nor Plans. */
export interface ConfigurationParts<Mapping extends z.ZodType, Plan extends z.ZodType> {
  /** How a catalogue's rows are read. */
  readonly mapping: Mapping;
  /** A Plan; every setting of it has a default. */
  readonly plan: Plan;
}

/** The one schema of everything that can be configured. Every setting has a description; units are in its name or its text. */
export function configurationSchema<Mapping extends z.ZodType, Plan extends z.ZodType>(
  parts: ConfigurationParts<Mapping, Plan>,
) {
  return z.strictObject({
    data_dir: z
      .string()
      .min(1)
      .default('.weir/data')
      .describe(
        'Folder of everything that outlives a restart here; made if absent. With embedded storage one process owns it at a time.',
      ),
    models_dir: z
      .string()
      .min(1)
      .optional()
      .describe('Folder of models, `<name>/<version>/manifest.json`. Default: `models/artifacts` of the installation.'),
    http: httpSection,
    grpc: grpcSection,
    tls: tlsSection,
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
    opensearch: opensearchSection,
    retrieval: retrievalSection,
    storage: storageSection,
    inference: section({
      threads: z
        .int()
        .min(1)
        .max(64)
        .default(2)
        .describe('Runs of models at the same time, each on a worker thread of its own.'),
    }),
    admission: admissionSection,
    stages: stagesSection,
    cache: cacheSection,
    events: eventsSection,
    simulation: simulationSection,
    experiments: experimentsSection,
    shadow: shadowSection,
    access: accessSection,
    metrics: metricsSection,
    console: consoleSection,
    log: section({
      level: z
        .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
        .default('info')
        .describe('Least severe line that is written; `debug` writes one line a search.'),
    }),
    telemetry: telemetrySection,
    shutdown: shutdownSection,
  });
}
