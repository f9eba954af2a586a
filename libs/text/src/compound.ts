import type { Placed } from './scan.js';

/**
 * The parts under which a compound is also found, one position each; none where only the whole means something
 * ("U.S.A.", a serial number such as "B07CXG6C9W").
 */
export function compoundParts(group: readonly Placed[]): readonly (readonly Placed[])[] {
  const segments: Placed[][] = [];
  for (const placed of group) {
    if (segments.length === 0 || placed.glue !== 'tight') segments.push([placed]);
    else segments.at(-1)!.push(placed);
  }
  if (segments.length === 1) return group.length <= 3 ? group.map((placed) => [placed]) : [];
  return isInitials(group) ? [] : segments;
}

/** Whether the joined form is worth a token of its own. */
export function joinsAsWhole(group: readonly Placed[], parts: number): boolean {
  if (parts === 0) return true;
  if (parts > 4) return false;
  const glues = new Set(group.slice(1).map(({ glue }) => glue));
  const longest = Math.max(...group.map(({ lexeme }) => lexeme.form.length));
  if (glues.has('dot')) return false;
  if (glues.has('slash') && longest > 3) return false;
  if (glues.has('and') && longest > 2) return false;
  const numbersOnly = group.every(({ lexeme }) => lexeme.kind !== 'word');
  return !numbersOnly || (longest > 2 && !glues.has('slash') && group.every(({ lexeme }) => lexeme.kind === 'integer'));
}

function isInitials(group: readonly Placed[]): boolean {
  return group.every(
    ({ lexeme, glue }, index) => lexeme.form.length === 1 && lexeme.kind === 'word' && (index === 0 || glue === 'dot'),
  );
}
