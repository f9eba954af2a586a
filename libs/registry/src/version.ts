/** A part of a version: no leading zeros, and short enough to be compared as a number. */
const part = '(?:0|[1-9][0-9]{0,8})';

/** A semantic version `1.2.0`. A whole number is one too: `1` is `1.0.0`. */
export const versionPattern = new RegExp(`^${part}(?:\\.${part}\\.${part})?$`);

/** Less than 0 where `one` is the older. What is not a version comes after all that are, by its text. */
export function compareVersions(one: string, other: string): number {
  const [numbers, others] = [numbersOf(one), numbersOf(other)];
  if (numbers === undefined || others === undefined) {
    if (numbers !== undefined) return -1;
    if (others !== undefined) return 1;
    return one < other ? -1 : Number(one > other);
  }
  const differing = numbers.findIndex((number, index) => number !== others[index]);
  return differing < 0 ? 0 : numbers[differing]! - others[differing]!;
}

/** Whether both name one version: `1` and `1.0.0` do. */
export function isSameVersion(one: string, other: string): boolean {
  return one === other || (versionPattern.test(one) && compareVersions(one, other) === 0);
}

function numbersOf(version: string): readonly [number, number, number] | undefined {
  if (!versionPattern.test(version)) return undefined;
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}
