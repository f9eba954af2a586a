import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** A draft that is older than this was left behind by a process that was killed, ms. */
const abandonedMs = 60 * 60_000;

/**
 * A file that is written whole or not at all: a draft beside it is filled, brought to disk and renamed into its place,
 * and the folder's new entry brought to disk too. Whoever opens the file sees what was there before or all of the new,
 * after a crash of the machine as well. Drafts that killed processes left are removed by the next.
 */
export class WholeFile {
  private constructor(
    private readonly target: string,
    private readonly draft: string,
    /** Of the draft, for writing at places of one's own. */
    readonly handle: FileHandle,
  ) {}

  /** The folder must be there. A link is followed, and what a file that is replaced may be read by stays. */
  static async create(file: string): Promise<WholeFile> {
    const target = await realpath(file).catch(() => path.resolve(file));
    await removeAbandoned(target);
    const draft = path.join(
      path.dirname(target),
      `${draftPrefix(target)}${process.pid}-${randomBytes(6).toString('hex')}`,
    );
    const mode = await stat(target).then(
      ({ mode: before }) => before & 0o777,
      () => 0o666,
    );
    return new WholeFile(target, draft, await open(draft, 'wx', mode));
  }

  async write(content: string | Uint8Array): Promise<void> {
    await this.handle.writeFile(content);
  }

  /** Brings it to disk under its name. Rejects, leaving what was there before, where that cannot be done. */
  async keep(): Promise<void> {
    try {
      await this.handle.sync();
      await this.handle.close();
      await rename(this.draft, this.target);
    } catch (error) {
      await this.abandon();
      throw error;
    }
    await syncFolder(path.dirname(this.target));
  }

  /** Gives up: nothing remains of it. Does nothing once it is kept. */
  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.draft, { force: true });
  }
}

/** Writes a file whole and durable or not at all: see `WholeFile`. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await writingWhole([file], ([whole]) => whole!.write(content));
}

/** Files that take their places once `work` has filled them; where it fails, those that were there before stay. */
export async function writingWhole<T>(
  files: readonly string[],
  work: (files: readonly WholeFile[]) => Promise<T>,
): Promise<T> {
  const whole: WholeFile[] = [];
  try {
    for (const file of files) whole.push(await WholeFile.create(file));
    const value = await work(whole);
    for (const each of whole) await each.keep();
    return value;
  } finally {
    for (const each of whole) await each.abandon();
  }
}

function draftPrefix(target: string): string {
  return `.${path.basename(target)}.draft-`;
}

async function removeAbandoned(target: string): Promise<void> {
  const folder = path.dirname(target);
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(draftPrefix(target)));
  const since = Date.now() - abandonedMs;
  for (const name of drafts) {
    const draft = path.join(folder, name);
    const written = await stat(draft).catch(() => undefined);
    if (written !== undefined && written.mtimeMs < since) await rm(draft, { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
