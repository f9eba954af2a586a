/** A row's values by the catalogue's own field names: strings, numbers, booleans, lists, nested objects, dates. */
export type RowFields = Readonly<Record<string, unknown>>;

/** One row of a catalogue file, or why that line is none. `line` counts from 1 (Parquet: the row's number). */
export type Row =
  { readonly line: number; readonly fields: RowFields } | { readonly line: number; readonly fault: string };

/**
 * The row with its nested objects spread out: `{ specs: { color } }` becomes `{ 'specs.color' }`. Rows without
 * nested objects come back as they are.
 */
export function flatRow(fields: RowFields): RowFields {
  if (!Object.values(fields).some(isRecord)) return fields;
  const flat: Record<string, unknown> = {};
  spread(fields, '', flat);
  return flat;
}

/** Whether the catalogue says nothing here. */
export function isAbsent(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.every(isAbsent))
  );
}

function spread(fields: RowFields, prefix: string, into: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (isRecord(value)) spread(value, `${prefix}${name}.`, into);
    else into[prefix + name] = value;
  }
}

function isRecord(value: unknown): value is RowFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
