import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ApiError,
  type GetModelRequest,
  type GetModelResponse,
  type GetModelVersionRequest,
  type GetModelVersionResponse,
  invalidArgument,
  type ListModelsResponse,
  type PromoteModelRequest,
  type PromoteModelResponse,
  type RegisteredModel,
  type RollBackModelRequest,
  type RollBackModelResponse,
  type VerifyModelRequest,
  type VerifyModelResponse,
} from '@weir/contracts';
import { promote, rollBack } from '../promotion.js';
import { parseReference } from '../reference.js';
import type { RegistryEntry } from '../registry.js';
import { promotionStates, type StateChange } from '../states.js';
import { verifyFiles } from '../verified-files.js';
import { isSameVersion } from '../version.js';
import { effectOf } from './effect.js';
import { toldTo, withoutFolder } from './model-failure.js';
import { modelsByName, toChangeMessage, toMetrics, toModelMessage, toVersionMessage } from './model-message.js';
import type { ModelParts } from './model-parts.js';

/** Models as the API offers them, whichever transport a request came by. */
export class ModelApi {
  constructor(private readonly parts: ModelParts) {}

  list(): Promise<ListModelsResponse> {
    return this.told(async () => {
      const byName = await modelsByName(this.parts.registry);
      return { models: await Promise.all(Array.from(byName, ([name, entries]) => this.modelOf(name, entries))) };
    });
  }

  get({ name }: GetModelRequest): Promise<GetModelResponse> {
    return this.told(async () => {
      const model = await this.modelOf(name, await this.versionsOf(name));
      const { history } = await this.parts.registry.states(name);
      return { model, history: history.map(toChangeMessage).toReversed() };
    });
  }

  getVersion({ name, version: named, against }: GetModelVersionRequest): Promise<GetModelVersionResponse> {
    return this.told(async () => {
      const versions = await this.versionsOf(name);
      const states = await this.parts.registry.states(name);
      const wanted = named === 'champion' || named === 'shadow' ? (states[named] ?? '') : named;
      const entry = find(versions, name, wanted === '' ? named : wanted);
      const other = against === '' ? versions[versions.indexOf(entry) - 1] : find(versions, name, against, 'against');
      const version = toVersionMessage(entry, states, this.parts);
      const card = await readFile(path.join(entry.folder, 'README.md'), 'utf8').catch(() => '');
      const compared = other === undefined || 'error' in other ? undefined : other;
      const shared = { name, version, card, against: compared === undefined ? '' : versionOf(compared) };
      if ('error' in entry) return { ...shared, kind: '', manifest: undefined, metrics: [], gate: [], files: [] };
      const { manifest } = entry;
      return {
        ...shared,
        kind: manifest.kind,
        manifest: { ...manifest },
        metrics: toMetrics(manifest, compared?.manifest),
        gate: (manifest.gate?.checks ?? []).map((check) => ({
          at_least: undefined,
          at_most: undefined,
          ...check,
        })),
        files: manifest.files,
      };
    });
  }

  async promote({ name, version, to, author, reason }: PromoteModelRequest): Promise<PromoteModelResponse> {
    const state = promotionStates.find((each) => each === to);
    const wrong = whyOf(reason);
    if (state === undefined) {
      wrong.push({ field: 'to', description: `must be one of ${promotionStates.toReversed().join(', ')}` });
    }
    if (wrong.length > 0 || state === undefined) throw invalidArgument(wrong);
    return this.changed(name, async () => {
      const found = versionOf(find(await this.versionsOf(name), name, version));
      return promote(this.parts.registry, `${name}@${found}`, state, { why: reason.trim(), who: named(author) });
    });
  }

  async rollBack({ name, author, reason }: RollBackModelRequest): Promise<RollBackModelResponse> {
    const wrong = whyOf(reason);
    if (wrong.length > 0) throw invalidArgument(wrong);
    return this.changed(name, async () => {
      await this.versionsOf(name);
      return rollBack(this.parts.registry, name, { why: reason.trim(), who: named(author) });
    });
  }

  verify({ name, version }: VerifyModelRequest): Promise<VerifyModelResponse> {
    return this.told(async () => {
      const entry = find(await this.versionsOf(name), name, version);
      if ('error' in entry)
        return { ok: false, files: [], error: withoutFolder(entry.error.message, this.parts.registry) };
      const files = await verifyFiles(entry.folder, entry.manifest);
      return {
        ok: files.every(({ wrong }) => wrong === undefined),
        files: files.map(({ path: file, wrong }) => ({ path: file, ok: wrong === undefined, error: wrong ?? '' })),
        error: '',
      };
    });
  }

  /** Makes a change and waits until it is served, or refused. */
  private changed(name: string, change: () => Promise<StateChange>): Promise<PromoteModelResponse> {
    const { serving, changed } = this.parts;
    return this.told(async () => {
      const made = await change();
      await serving.followStates();
      changed();
      const model = await this.modelOf(name, await this.versionsOf(name));
      return { change: toChangeMessage(made), model, ...effectOf(name, made, serving.places()) };
    });
  }

  private async modelOf(name: string, entries: readonly RegistryEntry[]): Promise<RegisteredModel> {
    const states = await this.parts.registry.states(name);
    return toModelMessage(name, { entries, states }, this.parts);
  }

  /** Oldest first. */
  private async versionsOf(name: string): Promise<readonly RegistryEntry[]> {
    const versions = (await modelsByName(this.parts.registry)).get(name);
    if (versions === undefined) throw new ApiError('NOT_FOUND', `There is no model ${name}.`);
    return versions;
  }

  private told<T>(work: () => Promise<T>): Promise<T> {
    return toldTo(this.parts.registry, work);
  }
}

function find(versions: readonly RegistryEntry[], name: string, version: string, field?: string): RegistryEntry {
  const entry = versions.find((each) => isSameVersion(versionOf(each), version));
  if (entry !== undefined) return entry;
  const text = `There is no version ${version} of ${name}; there is ${versions.map(versionOf).join(', ')}.`;
  if (field !== undefined) throw invalidArgument([{ field, description: text }]);
  throw new ApiError('NOT_FOUND', text);
}

function versionOf({ reference }: RegistryEntry): string {
  return parseReference(reference).version;
}

function whyOf(reason: string): { field: string; description: string }[] {
  const text = reason.trim();
  if (text === '') return [{ field: 'reason', description: 'must be given: the history keeps it' }];
  return text.length > 500 ? [{ field: 'reason', description: 'must have at most 500 characters' }] : [];
}

function named(author: string): string {
  return author.trim() === '' ? 'unknown' : author.trim().slice(0, 200);
}
