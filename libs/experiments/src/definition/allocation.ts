import { z } from 'zod';

/** How the weights of the variants follow what their units do. */
export const allocationSchema = z
  .strictObject({
    method: z.literal('thompson').describe('A variant gets the probability that it is the best one as its weight.'),
    batch_hours: z
      .number()
      .positive()
      .max(24 * 90)
      .default(24)
      .describe('Length of a batch: at its end the weights of the next are decided.'),
    floor: z
      .number()
      .min(0.001)
      .max(0.5)
      .default(0.05)
      .describe('Least weight of a variant: one that was unlucky early must be seen again.'),
  })
  .describe('Weights that move to the variants that do well; null keeps those that were given.');

/** Units that were drawn with the same weights, which are the propensities of its analysis. */
export const batchSchema = z.strictObject({
  batch: z.int().min(1),
  /** When it began, ms since 1970. */
  from: z.int(),
  /** By variant; each a whole number of ten-thousandths, as the hash draws. */
  weights: z.record(z.string(), z.number()),
});

export type Batch = z.output<typeof batchSchema>;
