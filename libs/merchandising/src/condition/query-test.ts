import { fold } from '@weir/text';
import { RE2JS, RE2JSException } from 're2js';
import type { RuleCondition } from '../rule.js';

type QueryTest = NonNullable<RuleCondition['query']>;

/** A query in the forms that tests look at. */
export interface ReadQuery {
  /** Folded, with single spaces and none at the ends. */
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

export interface CompiledQueryTest {
  readonly matches: (query: ReadQuery) => boolean;
  /** Values that mean nothing; they match nothing. */
  readonly problems: readonly { readonly index: number; readonly problem: string }[];
}

/** A query as tests look at it. */
export function readQuery(query: string): ReadQuery {
  const text = folded(query);
  return { text, words: new Set(wordsOf(text)) };
}

/** Spellings of a query that differ in case, accents or space alone are one. */
export function folded(text: string): string {
  return fold(text).trim().replace(/\s+/gu, ' ');
}

/** One test, once a change of its rule. Expressions are RE2's: the time of a match grows with the query's length alone. */
export function compileQueryTest({ test, values }: QueryTest): CompiledQueryTest {
  const problems: { index: number; problem: string }[] = [];
  const tests = values.flatMap((value, index) => {
    const compiled = compile(test, value);
    if (typeof compiled === 'function') return [compiled];
    problems.push({ index, problem: compiled.problem });
    return [];
  });
  return { matches: (query) => tests.some((matches) => matches(query)), problems };
}

type Matches = (query: ReadQuery) => boolean;

function compile(test: QueryTest['test'], value: string): Matches | { readonly problem: string } {
  const text = folded(value);
  switch (test) {
    case 'is':
      return (query) => query.text === text;
    case 'begins_with':
      return text === '' ? { problem: 'has nothing to begin with' } : (query) => query.text.startsWith(text);
    case 'contains': {
      const words = wordsOf(text);
      if (words.length === 0) return { problem: 'has no word: letters or digits' };
      return (query) => words.every((word) => query.words.has(word));
    }
    case 'matches':
      return compileExpression(value);
  }
}

/** The query is folded, the expression is not: `É` would never match, so its case does not count. */
function compileExpression(source: string): Matches | { readonly problem: string } {
  try {
    const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    if (pattern.programSize() > largestProgram) return { problem: 'is too large: fewer or shorter repetitions' };
    return (query) => pattern.test(query.text);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { problem: `is no regular expression of RE2: ${error.message}` };
  }
}

/** Instructions; the time of a match grows with them too. */
const largestProgram = 2000;

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
