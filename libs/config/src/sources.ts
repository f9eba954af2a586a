import { nearestName } from '@weir/text';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isMap, LineCounter, parse, parseDocument, type Node, type YAMLMap } from 'yaml';
import { ConfigurationError, type Mistake } from './error.js';
import type { Setting } from './settings.js';

/** Where a value comes from, for people: `default`, `weir.yaml:12`, `WEIR_HTTP_PORT`, `--http-port`. */
export type Origin = string;

/** One value that somebody gave. */
export interface Given {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly origin: Origin;
}

/** A value given on the command line. */
export interface Flag {
  /** As typed, e.g. `--http-port`. */
  readonly flag: string;
  /** The setting, keys joined by dots. */
  readonly setting: string;
  readonly value: string;
}

/**
 * What the file gives. `file` absent: `weir.yaml` of the folder, if there is one.
 * @throws ConfigurationError where the file cannot be read or is not YAML
 */
export function fromFile(folder: string, file: string | undefined): readonly Given[] {
  const location = path.resolve(folder, file ?? 'weir.yaml');
  const text = read(location, file === undefined);
  if (text === undefined) return [];
  const name = path.relative(folder, location) || location;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const errors = document.errors.map((error) => ({
    setting: '',
    origin: `${name}:${lines.linePos(error.pos[0]).line}`,
    problem: error.message.split('\n')[0] ?? error.message,
  }));
  if (errors.length > 0) throw new ConfigurationError(errors);
  if (document.contents === null) return [];
  if (!isMap(document.contents)) {
    throw new ConfigurationError([
      { setting: '', origin: name, problem: 'the file must hold settings as `key: value` lines' },
    ]);
  }
  const at = (node: Node | null): Origin => (node?.range ? `${name}:${lines.linePos(node.range[0]).line}` : name);
  return [...values(document.contents, [], at)];
}

/** What `WEIR_*` variables give; those that name no setting are mistakes. */
export function fromEnvironment(
  environment: NodeJS.ProcessEnv,
  settings: readonly Setting[],
): { readonly given: readonly Given[]; readonly mistakes: readonly Mistake[] } {
  const byVariable = new Map(settings.map((setting) => [setting.variable, setting]));
  const given: Given[] = [];
  const mistakes: Mistake[] = [];
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith('WEIR_') || variable === 'WEIR_CONFIG' || text === undefined) continue;
    const setting = byVariable.get(variable);
    if (setting === undefined) {
      const near = nearestName(variable, [...byVariable.keys()]);
      mistakes.push({
        setting: '',
        origin: variable,
        problem: `no setting has this variable; ${near === undefined ? 'unset it, or see docs/configuration.md' : `did you mean ${near}?`}`,
      });
    } else given.push({ path: setting.path, value: readValue(setting, text), origin: variable });
  }
  return { given, mistakes };
}

/** What variables of the environment give that are not Weir's own: of a setting, the one that is the standard for it. */
export function fromStandards(environment: NodeJS.ProcessEnv, settings: readonly Setting[]): readonly Given[] {
  return settings.flatMap(({ path, standard }) => {
    const value = standard === undefined ? undefined : environment[standard];
    return standard === undefined || value === undefined || value === '' ? [] : [{ path, value, origin: standard }];
  });
}

/** What flags give; a `--set` that names no setting is a mistake. */
export function fromFlags(
  flags: readonly Flag[],
  settings: readonly Setting[],
): { readonly given: readonly Given[]; readonly mistakes: readonly Mistake[] } {
  const byPath = new Map(settings.map((setting) => [setting.path.join('.'), setting]));
  const given: Given[] = [];
  const mistakes: Mistake[] = [];
  for (const { flag, setting: wanted, value } of flags) {
    const setting = byPath.get(wanted);
    if (setting === undefined) {
      const near = nearestName(wanted, [...byPath.keys()]);
      mistakes.push({
        setting: wanted,
        origin: flag,
        problem: `there is no such setting; ${near === undefined ? 'see docs/configuration.md' : `did you mean ${near}?`}`,
      });
    } else given.push({ path: setting.path, value: readValue(setting, value), origin: flag });
  }
  return { given, mistakes };
}

function readValue(setting: Setting, text: string): unknown {
  if (setting.text) return text;
  try {
    return parse(text) as unknown;
  } catch {
    // Not YAML: leave the text for the schema to refuse, naming the setting.
    return text;
  }
}

function* values(map: YAMLMap, prefix: readonly string[], at: (node: Node | null) => Origin): Generator<Given> {
  for (const pair of map.items) {
    const key = String(pair.key);
    const value = pair.value as Node | null;
    if (isMap(value) && value.items.length > 0) yield* values(value, [...prefix, key], at);
    else
      yield {
        path: [...prefix, key],
        value: value === null ? null : (value.toJSON() as unknown),
        origin: at(pair.key as Node),
      };
  }
}

function read(location: string, optional: boolean): string | undefined {
  try {
    return readFileSync(location, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (optional && code === 'ENOENT') return undefined;
    throw new ConfigurationError(
      [
        {
          setting: '',
          origin: location,
          problem:
            code === 'ENOENT'
              ? 'there is no such file: check the path given by --config'
              : `the file cannot be read: ${message}`,
        },
      ],
      { cause: error },
    );
  }
}
