import { z } from 'zod';
import { RegistryError } from './registry-error.js';
import { versionPattern } from './version.js';

/** Every published version is a candidate. A name has at most one shadow and, once it has had one, exactly one champion. */
export const promotionStates = ['candidate', 'shadow', 'champion'] as const;
export type PromotionState = (typeof promotionStates)[number];

const version = z.string().regex(versionPattern);
const state = z.enum(promotionStates);

const change = z.strictObject({
  version,
  from: state,
  to: state,
  /** The version that had the state `to` until then. */
  replaced: version.optional(),
  /** `rollback` where the former champion was taken back. */
  action: z.enum(['promote', 'rollback']),
  who: z.string().min(1),
  why: z.string().min(1),
  when: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'a time like 2026-01-31T12:00:00Z'),
});

/** What stands in `registry/name/states.json`. The same is written by `models/weir_models/registry/states.py`. */
export const statesSchema = z.strictObject({
  champion: version.optional(),
  shadow: version.optional(),
  /** Champions before, the latest last: where rollbacks go back to. */
  former: z.array(version),
  /** Oldest first. */
  history: z.array(change),
});

/** The states of the versions of one name. */
export type States = z.infer<typeof statesSchema>;
export type StateChange = z.infer<typeof change>;

/** Who changes a state, why and when. */
export type Reason = Pick<StateChange, 'who' | 'why' | 'when'>;

export const noStates: States = { former: [], history: [] };

export function stateOf(states: States, version: string): PromotionState {
  if (states.champion === version) return 'champion';
  return states.shadow === version ? 'shadow' : 'candidate';
}

/** The states after a version was given another one. Throws `RegistryError` `state` where that may not be. */
export function promoted(states: States, version: string, to: PromotionState, reason: Reason): States {
  const from = stateOf(states, version);
  if (from === to) throw new RegistryError('state', `${version} is ${article(to)} already`);
  if (from === 'champion') {
    throw new RegistryError(
      'state',
      `${version} is the champion, and there must be one: promote another version to champion, or roll back`,
    );
  }
  const replaced = to === 'candidate' ? undefined : states[to];
  const { champion, shadow, former, history } = states;
  return compact({
    champion: to === 'champion' ? version : champion,
    shadow: to === 'shadow' ? version : shadow === version ? undefined : shadow,
    former: to === 'champion' && champion !== undefined ? [...former, champion] : former,
    history: [...history, compact({ version, from, to, replaced, action: 'promote' as const, ...reason })],
  });
}

/** The states after the champion has given way to the one before it. Throws `RegistryError` `state` where there was none. */
export function rolledBack(states: States, reason: Reason): States {
  const { champion, shadow, former, history } = states;
  const version = former.at(-1);
  if (version === undefined) {
    throw new RegistryError('state', 'there is no champion before this one to go back to');
  }
  const from = stateOf(states, version);
  return compact({
    champion: version,
    shadow: shadow === version ? undefined : shadow,
    former: former.slice(0, -1),
    history: [
      ...history,
      compact({ version, from, to: 'champion' as const, replaced: champion, action: 'rollback' as const, ...reason }),
    ],
  });
}

function article(state: PromotionState): string {
  return state === 'champion' ? 'the champion' : state === 'shadow' ? 'the shadow' : 'a candidate';
}

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Without the members that are undefined. */
function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Compact<T>;
}
