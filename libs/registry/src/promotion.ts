import { hostname, userInfo } from 'node:os';
import path from 'node:path';
import type { Manifest } from './manifest.js';
import { parseReference } from './reference.js';
import type { Registry } from './registry.js';
import { RegistryError } from './registry-error.js';
import { type PromotionState, promoted, rolledBack, type StateChange, type States } from './states.js';
import { changeStates } from './states-file.js';

/** Why a state changes; `who` is by default the user of this process. */
export interface Motive {
  readonly why: string;
  readonly who?: string;
}

/**
 * Gives a version another state, once its files are verified; a champion must have passed its gate. Rejects with
 * `RegistryError`, changing nothing.
 */
export async function promote(
  registry: Registry,
  reference: string,
  to: PromotionState,
  motive: Motive,
): Promise<StateChange> {
  const { reference: found, manifest } = await registry.loadAny(reference);
  if (to === 'champion') requirePassedGate(found, manifest);
  const { name, version } = parseReference(found);
  const change = (states: States): States => promoted(states, version, to, reasonOf(motive));
  return lastOf(await changeStates(path.join(registry.folder, name), change));
}

/** Makes the champion before this one the champion again, once its files are verified. Rejects with `RegistryError`, changing nothing. */
export async function rollBack(registry: Registry, name: string, motive: Motive): Promise<StateChange> {
  const before = (await registry.states(name)).former.at(-1);
  if (before !== undefined) await registry.loadAny(`${name}@${before}`);
  const change = (states: States): States => {
    if (states.former.at(-1) !== before) {
      throw new RegistryError('state', `${name} was promoted by another meanwhile: look at it and try again`);
    }
    return rolledBack(states, reasonOf(motive));
  };
  return lastOf(await changeStates(path.join(registry.folder, name), change));
}

function requirePassedGate(reference: string, { gate }: Manifest): void {
  if (gate?.passed === true) return;
  const failed = gate?.checks.filter((check) => !check.passed).map((check) => check.name) ?? [];
  throw new RegistryError(
    'state',
    gate === undefined
      ? `${reference} has no gate report, and a champion must have passed its gate: publish it again with one (weir-models publish)`
      : `${reference} did not pass its gate (${failed.join(', ')}), and a champion must: train another`,
  );
}

function reasonOf({ who, why }: Motive) {
  return { who: who ?? userOf(), why, when: `${new Date().toISOString().slice(0, 19)}Z` };
}

/** A container's user may have no name. */
function userOf(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? ''} on ${hostname()}`;
  }
}

function lastOf({ history }: States): StateChange {
  const last = history.at(-1);
  if (last === undefined) throw new Error('a change of states leaves a line of history');
  return last;
}
