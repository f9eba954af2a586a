/** The candidate that is fewest edits away from `word`, if it is near enough to have been meant. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  const byDistance = candidates.map((candidate) => ({
    candidate,
    distance: edits(word.toLowerCase(), candidate.toLowerCase()),
  }));
  byDistance.sort((a, b) => a.distance - b.distance);
  const best = byDistance[0];
  return best !== undefined && best.distance <= limit ? best.candidate : undefined;
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
