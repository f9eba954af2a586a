import { Problem } from '../../../api/problem';

/** What is wrong with each field of the rule, by its path in it, e.g. `actions[0].products`. */
export type FieldErrors = ReadonlyMap<string, string>;

/** The server names fields of a rule from the request that held it: `rule` to save it, `rules[0]` to preview it. */
export function errorsOf(error: Error | null): FieldErrors {
  const violations = error instanceof Problem ? error.violations : [];
  return new Map(
    violations.map(
      ({ field, description }) => [field.replace(/^(?:rules\[0\]|rule)(?:\.|$)/, ''), description] as const,
    ),
  );
}

/** What is wrong with a field or with any part of it. */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  const found = [...errors].filter(([field]) => field === path || field.startsWith(`${path}[`));
  return found.length === 0 ? undefined : found.map(([, description]) => description).join('; ');
}
