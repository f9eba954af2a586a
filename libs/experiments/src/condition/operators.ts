import { compilePattern } from './pattern.js';
import { sortableVersion } from './version.js';

/** Whether a value, null where there is none, meets a condition. */
export type ValueTest = (value: unknown) => boolean;

/** A test of one value, or why the operand is refused; then it meets nothing, as the specification has it. */
type OperatorResult =
  { readonly test: ValueTest; readonly problem?: never } | { readonly test?: never; readonly problem: string };

type OperatorCompiler = (operand: unknown) => OperatorResult;

/** Operators whose operand is a plain value; those that take conditions are compiled where conditions are. */
export const plainOperators: Readonly<Record<string, OperatorCompiler>> = {
  $eq: scalar((operand) => (value) => value === operand),
  $ne: scalar((operand) => (value) => value !== operand),
  $lt: ordered((operand) => (value) => isLess(value, operand)),
  $lte: ordered((operand) => (value) => isAtMost(value, operand)),
  $gt: ordered((operand) => (value) => isLess(operand, value)),
  $gte: ordered((operand) => (value) => isAtMost(operand, value)),
  $in: list((members) => isAnyOf(members, false)),
  $ini: list((members) => isAnyOf(members, true)),
  $nin: list((members) => not(isAnyOf(members, false))),
  $nini: list((members) => not(isAnyOf(members, true))),
  $exists: (operand) => ({
    test: operand ? (value) => value !== null && value !== undefined : (value) => value === null || value === undefined,
  }),
  $type: (operand) =>
    typeof operand === 'string' && jsonTypes.has(operand)
      ? { test: (value) => typeOf(value) === operand }
      : { problem: `takes one of ${[...jsonTypes].join(', ')}` },
  $regex: (operand) => matching(operand, false),
  $regexi: (operand) => matching(operand, true),
  $veq: version((value, operand) => value === operand),
  $vne: version((value, operand) => value !== operand),
  $vgt: version((value, operand) => value > operand),
  $vgte: version((value, operand) => value >= operand),
  $vlt: version((value, operand) => value < operand),
  $vlte: version((value, operand) => value <= operand),
};

const jsonTypes = new Set(['string', 'number', 'boolean', 'object', 'array', 'null', 'undefined']);

function scalar(make: (operand: unknown) => ValueTest): OperatorCompiler {
  return (operand) =>
    typeof operand === 'object' && operand !== null
      ? { problem: 'compares with text, numbers, true, false or null: give a list or an object without an operator' }
      : { test: make(operand) };
}

function ordered(make: (operand: unknown) => ValueTest): OperatorCompiler {
  return (operand) =>
    typeof operand === 'number' || typeof operand === 'string'
      ? { test: make(operand) }
      : { problem: 'compares with a number or a text' };
}

function list(make: (members: readonly unknown[]) => ValueTest): OperatorCompiler {
  return (operand) => (Array.isArray(operand) ? { test: make(operand) } : { problem: 'takes a list' });
}

function version(compare: (value: string, operand: string) => boolean): OperatorCompiler {
  return (operand) => {
    if (typeof operand !== 'string' && typeof operand !== 'number') return { problem: 'takes a version as text' };
    const wanted = sortableVersion(operand);
    return { test: remembering((value) => compare(sortableVersion(value), wanted)) };
  };
}

/** Versions whose answer an operator keeps: requests bring the same few again and again, and reading one takes long. */
const maxRemembered = 256;

function remembering(test: ValueTest): ValueTest {
  const answers = new Map<unknown, boolean>();
  return (value) => {
    const known = answers.get(value);
    if (known !== undefined) return known;
    if (answers.size >= maxRemembered) answers.clear();
    const answer = test(value);
    // An object would be kept alive, and may change.
    if (typeof value !== 'object') answers.set(value, answer);
    return answer;
  };
}

function matching(operand: unknown, ignoreCase: boolean): OperatorResult {
  const { pattern, problem } = compilePattern(operand, ignoreCase);
  // What is no text is read as its text, as RegExp.test does: null is "null".
  return pattern === undefined ? { problem } : { test: (value) => pattern.test(asText(value)) };
}

/** A list meets it by any of its members. */
function isAnyOf(members: readonly unknown[], ignoreCase: boolean): ValueTest {
  const wanted = new Set(ignoreCase ? members.map(folded) : members);
  const one: ValueTest = ignoreCase ? (value) => wanted.has(folded(value)) : (value) => wanted.has(value);
  return (value) => (Array.isArray(value) ? value.some(one) : one(value));
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function not(test: ValueTest): ValueTest {
  return (value) => !test(value);
}

/** JavaScript's own order, which the specification asks for: `"8"` is above 5, null counts as 0. */
function isLess(a: unknown, b: unknown): boolean {
  return (a as number) < (b as number);
}

function isAtMost(a: unknown, b: unknown): boolean {
  return (a as number) <= (b as number);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** JavaScript's text of a JSON value. */
export function asText(value: unknown): string {
  return String(value);
}
