import { z } from 'zod';

/** How an experiment is read. */
export const analysisSchema = z
  .strictObject({
    test: z
      .enum(['sequential', 'fixed'])
      .default('sequential')
      .describe('What decides: sequential may be looked at any time; fixed is right once, at the planned size.'),
    alpha: z
      .number()
      .gt(0)
      .lt(0.5)
      .default(0.05)
      .describe('Share of experiments without an effect that seem to have one.'),
    correction: z
      .enum(['holm', 'bonferroni', 'benjamini-hochberg'])
      .default('holm')
      .describe('For several variants and, among the secondary metrics, for several metrics.'),
    sequential_tuning: z
      .int()
      .min(2)
      .default(5000)
      .describe('Units of two variants together at which the confidence sequence is tightest.'),
    prior: z
      .strictObject({
        mean: z.number().default(0),
        deviation: z.number().positive().default(0.3),
      })
      .nullable()
      .default(null)
      .describe('What was believed of the relative effect before, a normal distribution; null believes nothing.'),
    window_days: z.number().positive().max(365).default(7).describe('How long after an exposure events count.'),
    stratify_by: z
      .string()
      .min(1)
      .max(100)
      .nullable()
      .default(null)
      .describe('Attribute of the request that units are post-stratified by; takes the place of CUPED.'),
  })
  .describe('How its results are read.');
