import { z } from 'zod';

const action = z
  .string()
  .min(1)
  .max(100)
  .describe('Action of the events: search, click, purchase, or one of your own.');
const field = z
  .string()
  .min(1)
  .max(100)
  .describe('What is read of an event: revenue, quantity, position, value, or the name of an attribute.');

/** What is measured of one unit: a number from its events. */
const measureSchema = z
  .discriminatedUnion('aggregate', [
    z.strictObject({ aggregate: z.literal('count'), action }).describe('Events of the unit.'),
    z.strictObject({ aggregate: z.literal('sum'), action, field }).describe('A field, added up over its events.'),
    z.strictObject({ aggregate: z.literal('any'), action }).describe('1 if the unit did it at all, else 0.'),
    z.strictObject({ aggregate: z.literal('distinct'), action, field }).describe('Different values of a field.'),
    z.strictObject({ aggregate: z.literal('searches_with'), action }).describe('Searches with such an event.'),
    z.strictObject({ aggregate: z.literal('searches_without'), action }).describe('Searches without such an event.'),
    z
      .strictObject({ aggregate: z.literal('reciprocal_rank'), action })
      .describe('1 / best position of such an event, added up over searches.'),
  ])
  .describe('What is measured of one unit.');

/** What is measured of one unit. */
export type Measure = z.output<typeof measureSchema>;

/** A metric as data: what is measured of a unit, and how units are averaged. */
export const metricSchema = z
  .strictObject({
    key: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'small letters, digits, _ and -, at most 64')
      .describe('Name by which experiments refer to it.'),
    kind: z
      .enum(['count', 'sum', 'proportion', 'ratio', 'quantile'])
      .describe('A mean of counts or of sums, a share of units, a ratio of two sums, or a quantile of events.'),
    numerator: measureSchema,
    denominator: measureSchema.optional().describe('With ratio only: what the numerator is divided by.'),
    quantile: z
      .number()
      .gt(0)
      .lt(1)
      .optional()
      .describe('With quantile only: which one, 0.95 for the 95th percentile.'),
    winsorize: z
      .union([
        z.strictObject({ percentile: z.number().gt(0.5).lt(1) }),
        z.strictObject({ value: z.number().positive() }),
      ])
      .optional()
      .describe("Caps a unit's value: at a percentile of all units or at a fixed value."),
    covariate: z
      .strictObject({ days: z.number().positive().max(365) })
      .optional()
      .describe('CUPED: the same measure over so many days before the exposure, to take out what was there before.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'three capital letters of ISO 4217')
      .optional()
      .describe('Only revenue in this currency, or revenue converted to it.'),
    window_hours: z
      .number()
      .positive()
      .max(24 * 365)
      .optional()
      .describe('How long after an exposure events count.'),
    better: z.enum(['higher', 'lower']).describe('Which way is an improvement.'),
  })
  .superRefine((metric, context) => {
    const needs = (name: 'denominator' | 'quantile', kind: 'ratio' | 'quantile'): void => {
      const there = metric[name] !== undefined;
      if (there === (metric.kind === kind)) return;
      const message = there ? `belongs to kind ${kind}, this is ${metric.kind}` : `kind ${kind} needs it`;
      context.addIssue({ code: 'custom', path: [name], message });
    };
    needs('denominator', 'ratio');
    needs('quantile', 'quantile');
    if (metric.kind === 'proportion' && metric.numerator.aggregate !== 'any') {
      context.addIssue({
        code: 'custom',
        path: ['numerator', 'aggregate'],
        message: 'kind proportion needs any, which is 0 or 1 a unit',
      });
    }
  });

/** A metric as data. */
export type UnitMetric = z.output<typeof metricSchema>;
