/** Where two answers are further apart than 1e-9 of their size. */
export function differences(found: unknown, wanted: unknown, at = ''): string[] {
  if (typeof found === 'number' && typeof wanted === 'number') {
    const isClose = Object.is(found, wanted) || Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
    return isClose ? [] : [`${at}: ${found}, not ${wanted}`];
  }
  if (typeof found !== 'object' || typeof wanted !== 'object' || found === null || wanted === null)
    return found === wanted ? [] : [`${at}: ${String(found)}, not ${String(wanted)}`];
  const sides = [found, wanted] as readonly Readonly<Record<string, unknown>>[];
  const keys = new Set(sides.flatMap((side) => Object.keys(side)));
  return [...keys].flatMap((key) => differences(sides[0]![key], sides[1]![key], `${at}/${key}`));
}
