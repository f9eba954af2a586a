import { type FileHandle, open } from 'node:fs/promises';

/** How DuckDB begins a log. What begins otherwise it takes for an empty one, and forgets what is in it. */
const header = Buffer.from('640062650002ffff', 'hex');
/** Before each entry: its length and its checksum, 8 bytes each, little-endian. */
const prefixBytes = 16;
/** Place and kind of an entry that ends a transaction. */
const kindAt = 2;
const endOfTransaction = 100;
const windowBytes = 1 << 20;

/** What is in a write-ahead log before DuckDB replays it. */
export interface LogState {
  /** False where it is damaged from its first bytes on. */
  readonly isLog: boolean;
  /** Bytes after the last whole transaction, which replaying leaves out. */
  readonly tornBytes: number;
}

/**
 * Reads a log's entries by their lengths; their checksums are DuckDB's to verify. A crash while a transaction is written
 * leaves a torn end, and nobody was told that it is kept. The same is seen where a log was cut off in a copy or by a disk,
 * and there acknowledged writes are lost: DuckDB says neither.
 *
 * @returns undefined where there is no log
 */
export async function inspectLog(file: string): Promise<LogState | undefined> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    // Not even begun.
    if (size < header.length) return { isLog: true, tornBytes: size };
    const bytes = new Window(handle);
    if (!(await bytes.at(0, header.length)).equals(header)) return { isLog: false, tornBytes: size };
    let whole = header.length;
    for (let at = header.length; at + prefixBytes + kindAt < size;) {
      const entry = await bytes.at(at, prefixBytes + kindAt + 1);
      const length = entry.readBigUInt64LE(0);
      const end = BigInt(at) + BigInt(prefixBytes) + length;
      if (length === 0n || end > BigInt(size)) break;
      at = Number(end);
      if (entry[prefixBytes + kindAt] === endOfTransaction) whole = at;
    }
    return { isLog: true, tornBytes: size - whole };
  } finally {
    await handle.close();
  }
}

/** Reads little at many places one after the other. */
class Window {
  private readonly buffer = Buffer.alloc(windowBytes);
  private from = 0;
  private filled = 0;

  constructor(private readonly file: FileHandle) {}

  async at(position: number, length: number): Promise<Buffer> {
    if (position < this.from || position + length > this.from + this.filled) {
      this.from = position;
      this.filled = (await this.file.read(this.buffer, 0, windowBytes, position)).bytesRead;
    }
    return this.buffer.subarray(position - this.from, position - this.from + length);
  }
}
