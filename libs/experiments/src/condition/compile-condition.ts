import type { FieldViolation } from '../error.js';
import { asText, plainOperators, type ValueTest } from './operators.js';

/** A condition ready to be asked. */
export interface CompiledCondition {
  /** Whether the attributes meet it. Never throws; a part that `violations` names is met by nothing. */
  readonly matches: (attributes: unknown) => boolean;
  /** Every mistake in it; none in one that may be written. */
  readonly violations: readonly FieldViolation[];
}

/** Deeper than any condition that a person writes; keeps the compiler's recursion bounded. */
const maxDepth = 20;

/**
 * Compiles a targeting condition to closures, once a change of the experiment. Its language is that of GrowthBook's SDK
 * specification (https://docs.growthbook.io/lib/build-your-own#conditions), a subset of MongoDB's queries: members are
 * joined by and, a name may be a dotted path. `path` is where the condition stands in the document.
 */
export function compileCondition(condition: unknown, path = 'targeting'): CompiledCondition {
  const compiler = new ConditionCompiler();
  const test = compiler.condition(condition, path, 0);
  return { matches: (attributes) => safely(test, attributes), violations: compiler.violations };
}

/** An attribute that is no JSON and cannot be read as text (an object without a prototype) must not fail a search. */
function safely(test: ValueTest, attributes: unknown): boolean {
  try {
    return test(attributes);
  } catch {
    return false;
  }
}

class ConditionCompiler {
  readonly violations: FieldViolation[] = [];

  /** A condition on attributes: names and their conditions, $and, $or, $nor, $not. */
  condition(condition: unknown, path: string, depth: number): ValueTest {
    if (!isObject(condition)) return this.refuse(path, 'a condition is an object of attributes');
    if (depth > maxDepth) return this.refuse(path, `is nested deeper than ${maxDepth}`);
    return all(
      Object.entries(condition).map(([name, operand]) =>
        this.member(name, operand, { path: `${path}.${name}`, depth }),
      ),
    );
  }

  private member(name: string, operand: unknown, { path, depth }: Place): ValueTest {
    switch (name) {
      case '$and':
        return all(this.conditions(operand, path, depth));
      case '$or':
        return any(this.conditions(operand, path, depth));
      case '$nor':
        return negate(any(this.conditions(operand, path, depth)));
      case '$not':
        return negate(this.condition(operand, path, depth + 1));
      default: {
        if (name.startsWith('$'))
          this.refuse(path, 'stands where an attribute is named; known here: $and, $or, $nor, $not');
        const read = reader(name);
        const test = this.value(operand, { path, depth });
        return (attributes) => test(read(attributes));
      }
    }
  }

  private conditions(list: unknown, path: string, depth: number): ValueTest[] {
    if (!Array.isArray(list)) return [this.refuse(path, 'takes a list of conditions')];
    return list.map((each: unknown, index) => this.condition(each, `${path}.${index}`, depth + 1));
  }

  /** A condition on one value: the value itself, or operators that it must all meet. */
  private value(condition: unknown, { path, depth }: Place): ValueTest {
    if (typeof condition === 'string') return (value) => asText(value) === condition;
    if (typeof condition === 'number') return (value) => Number(value) === condition;
    if (typeof condition === 'boolean') return (value) => value !== null && Boolean(value) === condition;
    if (condition === null || condition === undefined) return (value) => value === null;
    if (depth > maxDepth) return this.refuse(path, `is nested deeper than ${maxDepth}`);
    if (!hasOperators(condition)) {
      if (isObject(condition) && Object.keys(condition).some((name) => name.startsWith('$'))) {
        this.refuse(path, 'mixes operators with names: use one or the other');
      }
      const text = JSON.stringify(condition);
      return (value) => JSON.stringify(value) === text;
    }
    return all(
      Object.entries(condition).map(([operator, operand]) =>
        this.operator(operator, operand, { path: `${path}.${operator}`, depth }),
      ),
    );
  }

  private operator(operator: string, operand: unknown, { path, depth }: Place): ValueTest {
    const inner: Place = { path, depth: depth + 1 };
    switch (operator) {
      case '$not':
        return negate(this.value(operand, inner));
      case '$size': {
        const test = this.value(operand, inner);
        return (value) => Array.isArray(value) && test(value.length);
      }
      case '$elemMatch': {
        const test = hasOperators(operand) ? this.value(operand, inner) : this.condition(operand, path, depth + 1);
        // The specification passes over members that are null, 0, false or empty.
        return (value) => Array.isArray(value) && value.some((member: unknown) => Boolean(member) && test(member));
      }
      case '$all':
      case '$alli':
        return this.everyOf(operand, inner, operator === '$alli');
      default: {
        const compile = Object.hasOwn(plainOperators, operator) ? plainOperators[operator] : undefined;
        if (compile === undefined) return this.refuse(path, `there is no operator ${operator}`);
        const { test, problem } = compile(operand);
        return test ?? this.refuse(path, problem);
      }
    }
  }

  /** Each operand is met by some member of the value. */
  private everyOf(operand: unknown, { path, depth }: Place, ignoreCase: boolean): ValueTest {
    if (!Array.isArray(operand)) return this.refuse(path, 'takes a list');
    const tests = operand.map((each: unknown, index) =>
      ignoreCase && typeof each === 'string'
        ? foldedEquals(each)
        : this.value(each, { path: `${path}.${index}`, depth }),
    );
    return (value) => Array.isArray(value) && tests.every((test) => value.some((member: unknown) => test(member)));
  }

  private refuse(field: string, description: string): ValueTest {
    this.violations.push({ field, description });
    return () => false;
  }
}

/** Where a part stands in the document, and how deep. */
interface Place {
  readonly path: string;
  readonly depth: number;
}

/** Reads a dotted path, null where there is nothing. */
function reader(name: string): ReadMember {
  const [first, second, ...rest] = name.split('.').map(memberReader);
  if (first === undefined) return () => null;
  if (second === undefined) return first;
  if (rest.length === 0) return (attributes) => second(first(attributes));
  return (attributes) => rest.reduce((value, member) => member(value), second(first(attributes)));
}

type ReadMember = (value: unknown) => unknown;

/** Reads only what is the object's own, so that no name reaches a method. */
function memberReader(name: string): ReadMember {
  // Names that no object inherits need not be looked up twice.
  if (!(name in Object.prototype) && !(name in Array.prototype)) return (value) => read(value, name);
  return (value) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? read(value, name) : null;
}

function read(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return null;
  return (value as Readonly<Record<string, unknown>>)[name] ?? null;
}

function foldedEquals(text: string): ValueTest {
  const folded = text.toLowerCase();
  return (value) => asText(value).toLowerCase() === folded;
}

function all(tests: readonly ValueTest[]): ValueTest {
  const [first, second] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (tests.length === 2) return (value) => first(value) && second(value);
  return (value) => {
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}

/** An empty $or is met, by the specification. */
function any(tests: readonly ValueTest[]): ValueTest {
  if (tests.length === 0) return () => true;
  return (value) => {
    for (const test of tests) if (test(value)) return true;
    return false;
  };
}

function negate(test: ValueTest): ValueTest {
  return (value) => !test(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOperators(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => name.startsWith('$'));
}
