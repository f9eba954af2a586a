import { z } from 'zod';
import { section } from './section.js';

/** Who may begin, and who is refused before work is wasted (docs/overload.md). */
export const admissionSection = section({
  enabled: z
    .boolean()
    .default(true)
    .describe(
      'Bound what is searched at one time by the delay that it meets, let the rest wait in a line, and refuse what would come too late.',
    ),
  target_ms: z
    .number()
    .positive()
    .max(1000)
    .default(10)
    .describe('How long work may stand behind other work, ms: above it less is begun at one time.'),
  least: z.int().min(1).max(1024).default(4).describe('As many searches may always be under way.'),
  most: z.int().min(1).max(10_000).default(256).describe('More never are.'),
  queue: z.int().min(0).max(100_000).default(100).describe('Searches that may wait.'),
  wait_share: z
    .number()
    .min(0)
    .max(1)
    .default(0.4)
    .describe('Share of its deadline that a search may wait; half of it while more comes than is done.'),
  batch_share: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe(
      'Share of the limit up to which batch work is begun (`x-weir-priority: batch`), so that shoppers find room; at least one piece of it.',
    ),
});
