import type { ModelChange, ModelMetric, ModelVersion, RegisteredModel } from '@weir/contracts';
import type { Manifest } from '../manifest.js';
import { parseReference } from '../reference.js';
import type { Registry, RegistryEntry } from '../registry.js';
import { type StateChange, stateOf, type States } from '../states.js';
import { metricLabel } from './metric-label.js';
import { withoutFolder } from './model-failure.js';
import type { ModelParts, Place } from './model-parts.js';

/** A model as the API tells it, from all versions of its name, oldest first. */
export function toModelMessage(
  name: string,
  { entries, states }: { readonly entries: readonly RegistryEntry[]; readonly states: States },
  parts: ModelParts,
): RegisteredModel {
  const valid = entries.findLast((entry) => 'manifest' in entry);
  return {
    name,
    kind: valid?.manifest.kind ?? '',
    versions: entries.toReversed().map((entry) => toVersionMessage(entry, states, parts)),
    champion: states.champion ?? '',
    shadow: states.shadow ?? '',
    rollback_to: states.former.at(-1) ?? '',
  };
}

/** One version as the API tells it. */
export function toVersionMessage(
  entry: RegistryEntry,
  states: States,
  { registry, serving }: ModelParts,
): ModelVersion {
  const { reference } = entry;
  const { version } = parseReference(reference);
  const times = serving.times(reference);
  const here = {
    version,
    state: stateOf(states, version),
    loaded: serving.isLoaded(reference),
    places: serving.places().flatMap((place) => placeOf(place, reference)),
    latency: times && { per: times.per, calls: times.calls, p50_ms: times.p50Ms, p95_ms: times.p95Ms },
  };
  if ('error' in entry) return { ...here, ...nothingKnown, error: withoutFolder(entry.error.message, registry) };
  const { description, licence, created, files, trained_on, gate } = entry.manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { ...here, error: '', description, licence, created, bytes, trained_on, gate_passed: gate?.passed === true };
}

const nothingKnown = { description: '', licence: '', created: '', bytes: 0, trained_on: [], gate_passed: false };

function placeOf({ setting, named, serving, refused }: Place, reference: string): ModelVersion['places'] {
  if (refused?.reference === reference) return [{ setting, named, serving: false, cause: refused.cause }];
  return serving === reference ? [{ setting, named, serving: true, cause: '' }] : [];
}

/** A change of a state as the API tells it. */
export function toChangeMessage({ when, action, version, from, to, replaced, who, why }: StateChange): ModelChange {
  const at = { at_ms: Date.parse(when), action, version, from, to };
  return { ...at, replaced: replaced ?? '', author: who, reason: why };
}

/** What was measured of a version beside what was measured of another one, in the order of the manifest. */
export function toMetrics(manifest: Manifest, other: Manifest | undefined): readonly ModelMetric[] {
  const before = other?.metrics ?? {};
  const keys = new Set([...Object.keys(manifest.metrics), ...Object.keys(before)]);
  return Array.from(keys, (key) => ({
    key,
    ...metricLabel(key),
    value: manifest.metrics[key],
    before: before[key],
  }));
}

/** Entries of a registry by the name of their model. */
export async function modelsByName(registry: Registry): Promise<ReadonlyMap<string, readonly RegistryEntry[]>> {
  const byName = new Map<string, RegistryEntry[]>();
  for (const entry of await registry.list()) {
    const { name } = parseReference(entry.reference);
    byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  return byName;
}
