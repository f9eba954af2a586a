import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { hasCode } from './error-code.js';
import { manifestSchema, type Manifest } from './manifest.js';
import { parseReference } from './reference.js';
import { RegistryError } from './registry-error.js';
import type { States } from './states.js';
import { readStates } from './states-file.js';
import { readFiles } from './verified-files.js';
import { compareVersions, isSameVersion } from './version.js';

export type ModelKind = Manifest['kind'];

/** A model whose every file has the size and the SHA-256 that its manifest gives. */
export interface LoadedModel<K extends ModelKind = ModelKind> {
  /** `name@version`. */
  readonly reference: string;
  readonly folder: string;
  readonly manifest: Extract<Manifest, { kind: K }>;
  /** The verified content of each file by its name in the manifest, in memory that threads can share. */
  readonly files: ReadonlyMap<string, Buffer<SharedArrayBuffer>>;
}

/** What stands in one version's folder. */
export type RegistryEntry =
  | { readonly reference: string; readonly folder: string; readonly manifest: Manifest }
  | { readonly reference: string; readonly folder: string; readonly error: RegistryError };

/**
 * Models as files: `folder/name/version/manifest.json` with the files it names beside it. The folder is read anew
 * by each call, so a version that is copied in can be used at once, without a restart. Write a version under another
 * name on the same disk and rename it into place, so that nobody sees half of it.
 */
export interface Registry {
  readonly folder: string;
  /** Every version there is, valid or not, by name and then by version, newest last. A missing folder is an empty registry. */
  list(): Promise<readonly RegistryEntry[]>;
  /**
   * The model that a reference names now, as `name@version` with the version as its folder has it: of `name@champion` the
   * version that has this state, of `name@1.0.0` perhaps `name@1`. Rejects with `RegistryError` `unknown`.
   */
  resolve(reference: string): Promise<string>;
  /** The promotion states of a name's versions; none for a name that is not there. */
  states(name: string): Promise<States>;
  /** Reads and verifies a model. Rejects with `RegistryError`. */
  load<K extends ModelKind>(reference: string, kind: K): Promise<LoadedModel<K>>;
  /** As `load`, whatever the kind. */
  loadAny(reference: string): Promise<LoadedModel>;
}

/** @param folder Its layout: see `Registry`. It need not exist yet. */
export function openRegistry(folder: string): Registry {
  const loadAny = async (named: string) => {
    const reference = await resolve(folder, named);
    const entry = (await list(folder)).find((candidate) => candidate.reference === reference);
    if (!entry) throw await unknown(folder, reference);
    if ('error' in entry) throw entry.error;
    return { ...entry, files: await readFiles(entry.folder, entry.reference, entry.manifest) };
  };
  return {
    folder,
    list: () => list(folder),
    resolve: (reference) => resolve(folder, reference),
    states: (name) => readStates(path.join(folder, name)),
    loadAny,
    async load<K extends ModelKind>(reference: string, kind: K) {
      const model = await loadAny(reference);
      if (isKind(model.manifest, kind)) return { ...model, manifest: model.manifest };
      throw new RegistryError(
        'kind',
        `${reference} is a model of kind ${model.manifest.kind}, not ${kind}: name a ${kind} (weir models list shows them)`,
      );
    },
  };
}

/** The models that ship with Weir: `models/artifacts` of the installation, from source or built. */
export function shippedModels(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const models = path.join(folder, 'models', 'artifacts');
    if (existsSync(models) || folder === path.dirname(folder)) return models;
  }
}

function isKind<K extends ModelKind>(manifest: Manifest, kind: K): manifest is Extract<Manifest, { kind: K }> {
  return manifest.kind === kind;
}

async function list(folder: string): Promise<RegistryEntry[]> {
  const entries: RegistryEntry[] = [];
  for (const name of await subfolders(folder)) {
    const versions = await subfolders(path.join(folder, name));
    versions.sort(compareVersions);
    for (const [index, version] of versions.entries()) {
      const before = versions[index - 1];
      const entry = await read(path.join(folder, name, version), name, version);
      entries.push(before !== undefined && isSameVersion(before, version) ? doubled(entry, before) : entry);
    }
  }
  return entries;
}

function doubled({ reference, folder }: RegistryEntry, other: string): RegistryEntry {
  const message = `${folder}: ${other} stands beside it and is the same version: remove one of them`;
  return { reference, folder, error: new RegistryError('manifest', message) };
}

async function resolve(folder: string, reference: string): Promise<string> {
  const { name, version, state } = parseReference(reference);
  const wanted = state === undefined ? version : (await readStates(path.join(folder, name)))[state];
  if (wanted === undefined) {
    throw new RegistryError(
      'unknown',
      `no version of ${name} is ${state ?? ''}: promote one (weir models promote ${name} VERSION --to ${state ?? ''} --why ...), or name a version`,
    );
  }
  const versions = await subfolders(path.join(folder, name));
  const found = versions.sort(compareVersions).find((each) => isSameVersion(each, wanted));
  if (found !== undefined) return `${name}@${found}`;
  throw await unknown(folder, `${name}@${wanted}`);
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const visible = entries.filter(
    (entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()),
  );
  return visible.map((entry) => entry.name).sort();
}

async function read(folder: string, name: string, version: string): Promise<RegistryEntry> {
  const reference = `${name}@${version}`;
  const file = path.join(folder, 'manifest.json');
  const invalid = (what: string) => ({ reference, folder, error: new RegistryError('manifest', `${file}: ${what}`) });
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return invalid('there is no manifest: finish copying the model, or remove its folder');
    return invalid(`cannot be read (${error instanceof Error ? error.message : String(error)}): copy it again`);
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) return invalid(`not a valid manifest: ${z.prettifyError(parsed.error)}`);
  if (parsed.data.name !== name || parsed.data.version !== version) {
    return invalid(`says ${parsed.data.name}@${parsed.data.version} but stands in the folder of ${reference}: move it`);
  }
  return { reference, folder, manifest: parsed.data };
}

async function unknown(folder: string, reference: string): Promise<RegistryError> {
  const there = (await list(folder)).map((entry) => entry.reference);
  const what = there.length === 0 ? 'it holds no model' : `it holds ${there.join(', ')}`;
  return new RegistryError('unknown', `no model ${reference} in ${path.resolve(folder)}: ${what}`);
}

function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ENOTDIR');
}
