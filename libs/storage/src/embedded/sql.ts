/** A text as a literal of DuckDB's SQL. */
export function text(value: string): string {
  // The parser ends a statement at a NUL.
  const parts = value.split('\u0000').map(quoted);
  return parts.length === 1 ? quoted(value) : `(${parts.join(' || chr(0) || ')})`;
}

/** A finite number as a literal. */
export function numeric(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a finite number.`);
  return Number.isInteger(value) ? BigInt(value).toString() : `${value}::DOUBLE`;
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
