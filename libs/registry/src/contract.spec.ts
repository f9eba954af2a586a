import { readFileSync } from 'node:fs';
import path from 'node:path';
import { manifestSchema } from './manifest.js';
import { statesSchema } from './states.js';
import { compareVersions, isSameVersion } from './version.js';

interface Contract {
  readonly base: object;
  readonly kinds: Readonly<Record<string, object>>;
  readonly manifests: readonly {
    readonly what: string;
    readonly accepted: boolean;
    readonly kind: string;
    readonly change: object;
    readonly remove: readonly string[];
  }[];
  readonly states: readonly { readonly what: string; readonly accepted: boolean; readonly states: unknown }[];
  readonly versions: { readonly ascending: readonly string[]; readonly same: readonly [string, string][] };
}

// models/tests/test_manifest.py holds Python's side to the same file.
const contract = JSON.parse(readFileSync(path.join(__dirname, '../test/contract.json'), 'utf8')) as Contract;

describe('the contract of a registry folder between Weir and weir-models', () => {
  it.each(contract.manifests)('manifest: $what, accepted: $accepted', ({ kind, change, remove, accepted }) => {
    const whole = { ...contract.base, ...contract.kinds[kind], ...change };
    const manifest = Object.fromEntries(Object.entries(whole).filter(([key]) => !remove.includes(key)));
    expect(manifestSchema.safeParse(manifest).success).toBe(accepted);
  });

  it.each(contract.states)('states: $what, accepted: $accepted', ({ states, accepted }) => {
    expect(statesSchema.safeParse(states).success).toBe(accepted);
  });

  it('orders versions by their numbers, and takes 1 for 1.0.0', () => {
    const { ascending, same } = contract.versions;
    expect([...ascending].reverse().sort(compareVersions)).toEqual(ascending);
    for (const [one, other] of same) expect([one, isSameVersion(one, other)]).toEqual([one, true]);
    expect(isSameVersion('1', '1.0.1')).toBe(false);
  });
});
