import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { statesFile } from './states-file.js';

export interface WatchOptions {
  /** How often the files are looked at where the system tells nothing, as network folders do not, ms. @defaultValue 2,000 */
  readonly pollMs?: number;
  /** Changes this close together are told as one, ms. @defaultValue 100 */
  readonly settleMs?: number;
}

/**
 * Tells each change of the promotion states of `names`: at once where the system reports it, else by looking. Does not
 * keep the process alive.
 * @returns ends it
 */
export function watchStates(
  registryFolder: string,
  names: readonly string[],
  onChange: () => void,
  { pollMs = 2000, settleMs = 100 }: WatchOptions = {},
): () => void {
  if (names.length === 0) return () => undefined;
  const folders = names.map((name) => path.join(registryFolder, name));
  let seen: string | undefined;
  let ended = false;
  let settling: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const now = (await Promise.all(folders.map(markOf))).join();
    const changed = seen !== undefined && now !== seen;
    seen = now;
    if (changed && !ended) onChange();
  };
  const soon = (): void => {
    clearTimeout(settling);
    settling = setTimeout(() => void look(), settleMs).unref();
  };
  // What happened before the first look is for the caller, who reads the states after this call.
  void look();
  const watchers = folders.map((folder) => watchFolder(folder, soon));
  const poll = setInterval(() => void look(), pollMs).unref();
  return () => {
    ended = true;
    clearInterval(poll);
    clearTimeout(settling);
    for (const watcher of watchers) watcher?.close();
  };
}

/** Changes whenever the file is written or replaced; empty where there is none. */
async function markOf(folder: string): Promise<string> {
  const found = await stat(path.join(folder, statesFile), { bigint: true }).catch(() => undefined);
  return found === undefined ? '' : `${found.ino}:${found.mtimeNs}:${found.size}`;
}

/** Undefined where the folder cannot be watched: looking at it regularly is left. */
function watchFolder(folder: string, onEvent: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, onEvent);
    watcher.on('error', () => {
      watcher.close();
    });
    return watcher;
  } catch {
    return undefined;
  }
}
