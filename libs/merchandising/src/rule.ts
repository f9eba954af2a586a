import { z } from 'zod';

/** Bounds of a rule, so that none can cost without limit. */
const limits = { values: 200, categories: 50, attributes: 10, actions: 20, products: 500, filters: 20, places: 1000 };

const key = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'small letters, digits, _ and -, at most 64');
const text = z.string().trim().min(1, 'must not be empty').max(512, 'at most 512 characters');
const instant = z.int().min(0).optional();

/** A condition on products, as the API writes it. */
const filter = z
  .strictObject({
    field: text,
    values: z.array(text).max(1000).default([]),
    exclude: z.boolean().default(false),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .superRefine(({ values, exclude, min, max }, context) => {
    const isRange = typeof min === 'number' || typeof max === 'number';
    if (isRange && (values.length > 0 || exclude))
      context.addIssue({ code: 'custom', message: 'give either values, or min and max, not both' });
    if (!isRange && values.length === 0)
      context.addIssue({ code: 'custom', path: ['values'], message: 'needs at least one value, or min or max' });
    if (typeof min === 'number' && typeof max === 'number' && min > max)
      context.addIssue({ code: 'custom', path: ['max'], message: `is below min, ${min}` });
  });

const condition = z
  .strictObject({
    query: z
      .strictObject({
        test: z.enum(['is', 'contains', 'begins_with', 'matches']),
        values: z.array(text).min(1, 'needs at least one value').max(limits.values),
      })
      .optional(),
    categories: z.array(text).max(limits.categories).default([]),
    attributes: z
      .array(
        z.strictObject({ name: text, values: z.array(text).min(1, 'needs at least one value').max(limits.values) }),
      )
      .max(limits.attributes)
      .default([]),
    every_search: z.boolean().default(false),
  })
  .superRefine(({ query, categories, attributes, every_search: every }, context) => {
    const isGiven = query !== undefined || categories.length > 0 || attributes.length > 0;
    if (isGiven && every)
      context.addIssue({ code: 'custom', path: ['every_search'], message: 'is for a rule without other conditions' });
    if (!isGiven && !every)
      context.addIssue({ code: 'custom', message: 'say which searches: a query, a category, an attribute or all' });
  });

const action = z
  .strictObject({
    kind: z.enum(['pin', 'slot', 'boost', 'bury', 'hide']),
    products: z.array(text).max(limits.products).default([]),
    filters: z.array(filter).max(limits.filters).default([]),
    position: z.int().min(1).max(limits.places).optional(),
    places: z.int().min(1).max(limits.places).optional(),
    out_of_stock: z.boolean().default(false),
  })
  .superRefine(({ kind, products, filters, position, places, out_of_stock: evenSoldOut }, context) => {
    const report = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    const isPlacing = kind === 'pin' || kind === 'slot';
    const isMoving = kind === 'boost' || kind === 'bury';
    if (kind === 'slot' && products.length !== 1) report('products', 'a slot has one product');
    else if (kind === 'pin' && products.length === 0) report('products', 'name at least one product');
    else if (products.length === 0 && filters.length === 0)
      report('products', `say what to ${kind}: products, or filters that they pass`);
    if (isPlacing && filters.length > 0) report('filters', `a ${kind} names its products`);
    if (kind === 'slot' && typeof position !== 'number') report('position', 'say which place, from 1');
    if (kind !== 'slot' && typeof position === 'number') report('position', 'is for a slot');
    if (!isMoving && typeof places === 'number') report('places', 'is for boost and bury');
    if (!isPlacing && evenSoldOut) report('out_of_stock', 'is for pin and slot');
    const repeated = products.findIndex((id, index) => products.indexOf(id) < index);
    if (repeated >= 0) report(`products[${repeated}]`, `${products[repeated]!} is there twice`);
  });

/** A rule as it is written, every default filled in. Field by field in `search.proto`. */
export const ruleSchema = z
  .strictObject({
    key,
    description: z.string().max(500).default(''),
    when: condition,
    actions: z.array(action).min(1, 'say what to do with the products').max(limits.actions),
    state: z.enum(['draft', 'on', 'off']).default('draft'),
    start_ms: instant,
    end_ms: instant,
    priority: z.int().min(0).max(1000).default(0),
  })
  .superRefine(({ start_ms: start, end_ms: end }, context) => {
    if (typeof start === 'number' && typeof end === 'number' && end <= start)
      context.addIssue({ code: 'custom', path: ['end_ms'], message: 'is not after the start' });
  });

export type Rule = z.output<typeof ruleSchema>;
export type RuleCondition = Rule['when'];
export type RuleAction = Rule['actions'][number];
export type RuleFilter = RuleAction['filters'][number];
