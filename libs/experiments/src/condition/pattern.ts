const longest = 500;

/** A regular expression, or why it is refused. */
export type PatternResult =
  { readonly pattern: RegExp; readonly problem?: never } | { readonly pattern?: never; readonly problem: string };

/**
 * Compiles a pattern. One whose repeated group holds a repetition, as `(a+)+`, is refused: on a text that almost matches
 * it can take longer than a search has, and it runs within one.
 */
export function compilePattern(source: unknown, ignoreCase: boolean): PatternResult {
  if (typeof source !== 'string') return { problem: 'takes a regular expression as text' };
  if (source.length > longest) return { problem: `is longer than ${longest} characters` };
  try {
    const pattern = new RegExp(source, ignoreCase ? 'i' : '');
    if (repeatsARepetition(source)) return { problem: 'repeats a group that repeats, which may never end: rewrite it' };
    return { pattern };
  } catch (error) {
    return { problem: `is no regular expression: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Whether a group with an unbounded repetition in it is itself repeated. Reads a pattern that compiles. */
function repeatsARepetition(source: string): boolean {
  /** For each open group, whether something in it repeats. */
  const repeats: boolean[] = [false];
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (char === '\\') at += 1;
    else if (char === '[') at = endOfClass(source, at);
    else if (char === '(') repeats.push(false);
    else if (char === ')') {
      const inner = repeats.pop() ?? false;
      const repeated = isRepetition(source, at + 1);
      if (inner && repeated) return true;
      if (inner || repeated) repeats[repeats.length - 1] = true;
    } else if (isRepetition(source, at)) repeats[repeats.length - 1] = true;
  }
  return false;
}

/** Whether an unbounded quantifier stands here: `*`, `+`, `{2,}`. */
function isRepetition(source: string, at: number): boolean {
  return /^(?:[*+]|\{\d+,\})/.test(source.slice(at, at + 16));
}

function endOfClass(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at;
}
