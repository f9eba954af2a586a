import type { z } from 'zod';
import { compileQueryTest } from './condition/query-test.js';
import type { FieldViolation } from './error.js';
import { type Rule, ruleSchema } from './rule.js';

/** A rule that may be written, or every reason why not. */
export type CheckedRule =
  | { readonly rule: Rule; readonly violations?: never }
  | { readonly rule?: never; readonly violations: readonly FieldViolation[] };

/** Reads a rule and reports every mistake at once. `path` is where it stands in the request. */
export function checkRule(input: unknown, path = 'rule'): CheckedRule {
  const parsed = ruleSchema.safeParse(input);
  if (!parsed.success) return { violations: parsed.error.issues.flatMap((issue) => violationsOf(issue, path)) };
  const { query } = parsed.data.when;
  const problems = query ? compileQueryTest(query).problems : [];
  if (problems.length === 0) return { rule: parsed.data };
  return {
    violations: problems.map(({ index, problem }) => ({
      field: `${path}.when.query.values[${index}]`,
      description: problem,
    })),
  };
}

function violationsOf(issue: z.core.$ZodIssue, path: string): readonly FieldViolation[] {
  const field = issue.path.reduce<string>(
    (before, part) => (typeof part === 'number' ? `${before}[${part}]` : `${before}.${String(part)}`),
    path,
  );
  if (issue.code !== 'unrecognized_keys') return [{ field, description: issue.message }];
  return issue.keys.map((name) => ({ field: `${field}.${name}`, description: 'there is no such field' }));
}
