import type { z } from 'zod';
import type { Loaded } from './load.js';
import { settingsOf } from './settings.js';
import type { Origin } from './sources.js';

/** One setting as it is in force. */
export interface EffectiveSetting {
  /** Keys joined by dots. */
  readonly setting: string;
  /** A secret is masked. */
  readonly value: unknown;
  readonly origin: Origin;
}

/** Every setting that has a value, in the schema's order. */
export function effectiveSettings<Schema extends z.ZodType>(
  schema: Schema,
  loaded: Loaded<z.output<Schema>>,
): readonly EffectiveSetting[] {
  const secrets = new Set(
    settingsOf(schema)
      .filter(({ secret }) => secret)
      .map(({ path }) => path.join('.')),
  );
  return leaves(loaded.values, []).map(({ path, value }) => {
    const setting = path.join('.');
    return { setting, value: secrets.has(setting) ? '********' : value, origin: loaded.origin(setting) };
  });
}

function leaves(
  value: unknown,
  path: readonly string[],
): readonly { readonly path: readonly string[]; readonly value: unknown }[] {
  if (value === undefined) return [];
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  return entries.length === 0 ? [{ path, value }] : entries.flatMap(([key, child]) => leaves(child, [...path, key]));
}
