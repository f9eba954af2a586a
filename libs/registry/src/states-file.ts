import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeWhole } from '@weir/files';
import { z } from 'zod';
import { hasCode } from './error-code.js';
import { RegistryError } from './registry-error.js';
import { noStates, type States, statesSchema } from './states.js';

export const statesFile = 'states.json';
const lockFile = 'states.lock';
const lockTries = 100;
const lockTryMs = 50;

/** The states of the versions in `folder`, which is `registry/name`. Rejects with `RegistryError` `states` if they cannot be read. */
export async function readStates(folder: string): Promise<States> {
  const file = path.join(folder, statesFile);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return noStates;
    const what = error instanceof Error ? error.message : String(error);
    throw new RegistryError('states', `${file} cannot be read (${what}): put back a copy of it`);
  }
  const parsed = statesSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new RegistryError('states', `${file} is not valid: ${z.prettifyError(parsed.error)}: put back a copy of it`);
}

/**
 * Writes what `change` makes of the states: whole and durable or not at all, and never over another's change, whether
 * that comes from this program or from `weir-models`. Rejects with `RegistryError` `locked` if another one is long about it.
 */
export async function changeStates(folder: string, change: (states: States) => States): Promise<States> {
  const release = await lock(folder);
  try {
    const states = statesSchema.parse(change(await readStates(folder)));
    await writeWhole(path.join(folder, statesFile), `${JSON.stringify(states, null, 2)}\n`);
    return states;
  } finally {
    await release();
  }
}

/** A file that only one can make is the lock, so that it holds between programs and languages. */
async function lock(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, lockFile);
  for (let tried = 1; ; tried++) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(`process ${process.pid} on ${hostname()}\n`);
      await handle.close();
      return () => rm(file);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      if (tried < lockTries) await sleep(lockTryMs);
      else {
        const holder = (await readFile(file, 'utf8').catch(() => '')).trim();
        throw new RegistryError(
          'locked',
          `${file} is held${holder === '' ? '' : ` by ${holder}`}: try again, or remove the file if that is not running any more`,
        );
      }
    }
  }
}
