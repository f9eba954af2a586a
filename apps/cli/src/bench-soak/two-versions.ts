import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openRegistry, promote, rollBack, shippedModels } from '@weir/registry';

/** A registry in which models can be swapped: the shipped ones, and a second version of each of `names`, made of the same files. */
export interface SwappedModels {
  readonly folder: string;
  /** Makes the other version of a model the champion, as `weir models promote` and `rollback` do. */
  swap(name: string): Promise<void>;
}

/** Written into the second version's place. */
const second = '99.0.0';

export async function writeTwoVersions(folder: string, names: readonly string[]): Promise<SwappedModels> {
  cpSync(shippedModels(), folder, { recursive: true });
  const registry = openRegistry(folder);
  const isSecond = new Map<string, boolean>();
  const motive = { why: 'weir bench soak', who: 'weir bench soak' };
  for (const name of names) {
    const first = readdirSync(path.join(folder, name))
      .filter((version) => /^\d/.test(version))
      .sort()
      .at(-1)!;
    const copy = path.join(folder, name, second);
    cpSync(path.join(folder, name, first), copy, { recursive: true });
    const file = path.join(copy, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...manifest, version: second }));
    await promote(registry, `${name}@${first}`, 'champion', motive);
    isSecond.set(name, false);
  }
  return {
    folder,
    swap: async (name) => {
      if (isSecond.get(name) === true) await rollBack(registry, name, motive);
      else await promote(registry, `${name}@${second}`, 'champion', motive);
      isSecond.set(name, isSecond.get(name) !== true);
    },
  };
}
