/**
 * The known names that a mistyped one may have been meant as, nearest first. What is more than a third of the name
 * (at least two edits) away was not meant.
 */
export function nearestNames(name: string, known: readonly string[], count = 3): readonly string[] {
  const limit = Math.max(2, Math.ceil(name.length / 3));
  return known
    .map((other) => ({ other, distance: edits(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ other }) => other);
}

/** The nearest of them, for "did you mean"; undefined where none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  return nearestNames(name, known, 1)[0];
}

/** Optimal string alignment distance: insertions, deletions, changes and swaps of neighbours. */
function edits(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const above = rows[row - 1]!;
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(changed, above[column]! + 1, here[column - 1]! + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, rows[row - 2]![column - 2]! + 1);
      here.push(best);
    }
    rows.push(here);
  }
  return rows[a.length]![b.length]!;
}
