import { z } from 'zod';
import { section } from './section.js';

/** What is taken of what shoppers did. */
export const eventsSection = section({
  behaviour_days: z
    .int()
    .min(0)
    .max(30)
    .default(30)
    .describe(
      'Days for which what shoppers did with a product counts for the features of behaviour; 0: nothing is counted.',
    ),
  keep_queries: z.boolean().default(true).describe("Keep the shopper's words with searches and events."),
  future_ms: z
    .int()
    .min(0)
    .max(86_400_000)
    .default(300_000)
    .describe('Events from further in the future are refused; those within count as of now, ms.'),
  past_days: z.number().positive().max(3650).default(30).describe('Events from further in the past are refused.'),
});

/** Simulated shoppers. */
export const simulationSection = section({
  enabled: z
    .boolean()
    .default(true)
    .describe(
      'Simulated shoppers may be let into the demonstration shop (docs/simulate.md). They never come to another catalogue.',
    ),
});

/** Who is held out of experiments. */
export const experimentsSection = section({
  holdout_share: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .describe('Share of the shoppers that see the base Plan whatever experiments run, to measure them all together.'),
  holdout_seed: z.string().min(1).max(64).default('holdout').describe('Another one holds out other shoppers.'),
});

/** Models that are compared unseen. */
export const shadowSection = section({
  share: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      'Share of the searches over which the shadow of each model of the Plan is compared with the version that serves; 0 compares only what is begun in the console.',
    ),
});
