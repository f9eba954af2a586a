import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from './error-code.js';
import type { Manifest } from './manifest.js';
import { RegistryError } from './registry-error.js';

/** What a file of a version is found to be. */
export interface FileVerdict {
  /** Name beside the manifest. */
  readonly path: string;
  /** What is wrong with it, e.g. `is missing`; absent where it is what the manifest says. */
  readonly wrong?: string;
}

/** The content of every file of a version, each verified. Rejects with `RegistryError` `corrupt` at the first wrong one. */
export async function readFiles(
  folder: string,
  reference: string,
  manifest: Manifest,
): Promise<ReadonlyMap<string, Buffer<SharedArrayBuffer>>> {
  const files = new Map<string, Buffer<SharedArrayBuffer>>();
  for (const expected of manifest.files) {
    const file = path.join(folder, expected.path);
    const read = await readVerified(file, expected);
    if (typeof read !== 'string') files.set(expected.path, read);
    else throw new RegistryError('corrupt', `${reference}: ${file} ${read}: copy the model again from its source`);
  }
  return files;
}

/** Reads every file of a version and compares it with the manifest, the wrong ones included. */
export async function verifyFiles(folder: string, { files }: Manifest): Promise<readonly FileVerdict[]> {
  const verdicts: FileVerdict[] = [];
  for (const expected of files) {
    const read = await readVerified(path.join(folder, expected.path), expected);
    verdicts.push({ path: expected.path, ...(typeof read === 'string' && { wrong: read }) });
  }
  return verdicts;
}

/** So much is read and hashed at a time that a search that is served meanwhile does not notice. */
const stepBytes = 1 << 20;

/** The content, or what is wrong with it. */
async function readVerified(
  file: string,
  expected: Manifest['files'][number],
): Promise<Buffer<SharedArrayBuffer> | string> {
  const handle = await open(file).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
  if (handle === undefined) return 'is missing';
  try {
    const { size } = await handle.stat();
    if (size !== expected.bytes) return `has ${size} bytes, the manifest says ${expected.bytes}`;
    const content = Buffer.from(new SharedArrayBuffer(size));
    const hash = createHash('sha256');
    for (let at = 0; at < size;) {
      const { bytesRead } = await handle.read(content, at, Math.min(stepBytes, size - at), at);
      if (bytesRead === 0) return `ends after ${at} bytes, the manifest says ${expected.bytes}`;
      hash.update(content.subarray(at, at + bytesRead));
      at += bytesRead;
    }
    const sha256 = hash.digest('hex');
    return sha256 === expected.sha256 ? content : `has SHA-256 ${sha256}, the manifest says ${expected.sha256}`;
  } finally {
    await handle.close();
  }
}
