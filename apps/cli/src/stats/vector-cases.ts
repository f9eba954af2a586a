import { z } from 'zod';

const count = z.number().int().nonnegative();
const proportion = z.object({ n: count, sum: z.number() });
const mean = proportion.extend({ sum_squares: z.number() });
const adjusted = z.object({ n: count, post: mean, pre: mean, post_pre_sum_of_products: z.number() });
const ratio = z.object({ n: count, m: mean, d: mean, m_d_sum_of_products: z.number() });

const options = {
  difference_type: z.enum(['relative', 'absolute']),
  alpha: z.number().gt(0).lt(1).optional(),
};
const sequential = { ...options, sequential_tuning_parameter: z.number().positive() };
const expected = z.record(z.string(), z.unknown());

/** Cases of two variants: the kind, how a variant is given, and what else is. */
function twoVariants<K extends string, S extends z.ZodType, O extends z.ZodRawShape>(kind: K, statistic: S, shape: O) {
  return z.object({ kind: z.literal(kind), input: z.object({ a: statistic, b: statistic, ...shape }), expected });
}

/** One case: the input of a computation, and what another implementation made of it. */
const vectorCase = z.discriminatedUnion('kind', [
  twoVariants('ttest_two_sided_mean', mean, options),
  twoVariants('ttest_two_sided_proportion', proportion, options),
  twoVariants('sequential_two_sided_mean', mean, sequential),
  twoVariants('sequential_two_sided_proportion', proportion, sequential),
  twoVariants('bayesian_effect_mean_flat', mean, options),
  twoVariants('bayesian_effect_mean_prior0_0.1', mean, options),
  twoVariants('bayesian_effect_proportion_flat', proportion, options),
  twoVariants('cuped_ttest_mean', adjusted, options),
  twoVariants('ratio_delta_ttest', ratio, options),
  z.object({
    kind: z.literal('srm_chi_square'),
    input: z
      .object({ users: z.array(count).min(1), weights: z.array(z.number().nonnegative()) })
      .refine(({ users, weights }) => users.length === weights.length && weights.some((weight) => weight > 0), {
        path: ['weights'],
        message: 'needs one weight a count of users, and one above 0',
      }),
    expected,
  }),
]);

export type VectorCase = z.infer<typeof vectorCase>;
/** The sums of one variant's values, as such a file writes them. */
export type VectorMean = z.infer<typeof mean>;

/**
 * Reads a document of cases. Throws an Error that names the first case and field that cannot be read, cases counted
 * from 0.
 *
 * @param name of the file, for messages
 */
export function parseVectorCases(text: string, name: string): readonly VectorCase[] {
  const { cases } = parseDocument(text, name);
  return cases.map((value, index) => {
    const result = vectorCase.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    const field = issue === undefined || issue.path.length === 0 ? 'the case' : issue.path.join('.');
    throw new Error(`${name}: case ${index}, ${field}: ${issue?.message ?? 'not readable'}.`);
  });
}

function parseDocument(text: string, name: string): { readonly cases: readonly unknown[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const result = z.object({ cases: z.array(z.unknown()).min(1) }).safeParse(value);
  if (!result.success) {
    throw new Error(`${name} has no list of cases: it needs {"cases": [{"kind", "input", "expected"}, ...]}.`);
  }
  return result.data;
}
