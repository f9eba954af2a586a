/** Whether two JSON values are the same, whatever the order of an object's members. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = members(a);
  const right = members(b);
  return (
    left.size === right.size && [...left].every(([name, value]) => right.has(name) && sameJson(value, right.get(name)))
  );
}

/** A member that is undefined is none in JSON. */
function members(value: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value).filter(([, member]) => member !== undefined));
}
