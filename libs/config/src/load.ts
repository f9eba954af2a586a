import { nearestName } from '@weir/text';
import type { z } from 'zod';
import { ConfigurationError, type Mistake } from './error.js';
import { keysAt, settingsOf, type Setting } from './settings.js';
import { fromEnvironment, fromFile, fromFlags, fromStandards, type Flag, type Given, type Origin } from './sources.js';

/** Where values are looked for; a later one wins: default, standard variables, file, environment, flags. */
export interface Sources {
  /** Folder in which `weir.yaml` is looked for and that relative paths start from. @defaultValue the working directory */
  readonly folder?: string;
  /** A file to read instead of `weir.yaml`; it must be there. @defaultValue the variable WEIR_CONFIG */
  readonly file?: string | undefined;
  /** @defaultValue that of the process */
  readonly environment?: NodeJS.ProcessEnv;
  readonly flags?: readonly Flag[];
}

/** A configuration in force. */
export interface Loaded<Values> {
  /** Every setting, defaults filled in. */
  readonly values: Values;
  /** Only what somebody gave, as a tree. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Where the setting at this path (keys joined by dots) comes from. */
  origin(path: string): Origin;
}

/**
 * Reads and checks the configuration.
 * @throws ConfigurationError that lists every mistake of every source
 */
export function loadConfiguration<Schema extends z.ZodType>(
  schema: Schema,
  sources: Sources = {},
): Loaded<z.output<Schema>> {
  const environment = sources.environment ?? process.env;
  const settings = settingsOf(schema);
  const file = fromFile(sources.folder ?? process.cwd(), sources.file ?? environment['WEIR_CONFIG']);
  const variables = fromEnvironment(environment, settings);
  const flags = fromFlags(sources.flags ?? [], settings);

  const given = [...fromStandards(environment, settings), ...file, ...variables.given, ...flags.given];
  const tree: Record<string, unknown> = {};
  const origins = new Map<string, Origin>();
  const mistakes = [...variables.mistakes, ...flags.mistakes];
  for (const value of given) {
    if (!place(tree, value))
      mistakes.push({
        setting: value.path.join('.'),
        origin: value.origin,
        problem: 'this is a group of settings, but a value was given for it',
      });
    origins.set(value.path.join('.'), value.origin);
  }
  const originOf = (path: string): Origin => nearestOrigin(origins, path) ?? 'default';
  const result = schema.safeParse(tree);
  if (!result.success) {
    for (const issue of result.error.issues) mistakes.push(...explain(issue, { schema, settings, tree, originOf }));
  }
  if (mistakes.length > 0 || !result.success) throw new ConfigurationError(mistakes);
  return { values: result.data, given: tree, origin: originOf };
}

/** Puts a value into the tree; false where a value stands in the way of a group. */
function place(tree: Record<string, unknown>, { path, value }: Given): boolean {
  let here = tree;
  for (const key of path.slice(0, -1)) {
    const next = (here[key] ??= {});
    if (typeof next !== 'object' || Array.isArray(next)) return false;
    here = next as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last === undefined) return false;
  here[last] = value;
  return true;
}

/** Origin of the setting, of something inside it, or of the group that it is in. */
function nearestOrigin(origins: ReadonlyMap<string, Origin>, path: string): Origin | undefined {
  const exact = origins.get(path);
  if (exact !== undefined) return exact;
  for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
    const above = origins.get(path.slice(0, end));
    if (above !== undefined) return above;
  }
  return undefined;
}

interface Reading {
  readonly schema: z.ZodType;
  readonly settings: readonly Setting[];
  readonly tree: Readonly<Record<string, unknown>>;
  readonly originOf: (path: string) => Origin;
}

function explain(issue: z.core.$ZodIssue, reading: Reading): readonly Mistake[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(reading.schema, path);
    return issue.keys.map((key) => {
      const setting = [...path, key].join('.');
      // A choice between groups has the keys of all of them, but not at once.
      const problem = known.includes(key)
        ? 'it does not go with the other settings here; remove it'
        : `there is no such setting; ${remedyFor(key, known)}`;
      return { setting, origin: firstOrigin(reading, setting), problem };
    });
  }
  const setting = path.join('.');
  const about = reading.settings.find((candidate) => candidate.path.join('.') === setting);
  const value = valueAt(reading.tree, path);
  const shown = value === undefined || about?.secret === true ? '' : `${JSON.stringify(value)} is wrong: `;
  const remedy = about === undefined ? '' : ` (${wanted(about)})`;
  return [{ setting, origin: firstOrigin(reading, setting), problem: `${shown}${issue.message}${remedy}` }];
}

function remedyFor(key: string, known: readonly string[]): string {
  const near = nearestName(key, known);
  if (near !== undefined) return `did you mean ${near}?`;
  return known.length === 0 ? 'remove it' : `the keys here are ${known.join(', ')}`;
}

function wanted({ type, default: fallback, description }: Setting): string {
  const value = fallback === undefined ? type : `${type}, default ${JSON.stringify(fallback)}`;
  return description === '' ? value : `${value}; ${description}`;
}

/** Origin of the setting itself or, where it is a group, of the first value in it. */
function firstOrigin(reading: Reading, setting: string): Origin {
  const own = reading.originOf(setting);
  if (own !== 'default') return own;
  const value = valueAt(reading.tree, setting.split('.'));
  if (typeof value !== 'object' || value === null) return own;
  const key = Object.keys(value)[0];
  return key === undefined ? own : firstOrigin(reading, `${setting}.${key}`);
}

function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    tree,
  );
}
