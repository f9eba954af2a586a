import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { WholeFile } from '@weir/files';
import { SnapshotError } from './snapshot-error.js';

/**
 * A file of named sections: 64 bytes of preamble (magic, format version, where the directory is and its checksum), the
 * sections, each at a multiple of 64 bytes and with a CRC-32, and at the end the directory as JSON.
 */
interface Directory {
  readonly about: unknown;
  readonly sections: Readonly<
    Record<string, { readonly offset: number; readonly bytes: number; readonly crc: number }>
  >;
}

const magic = 'WEIRSNAP';
const formatVersion = 1;
const alignment = 64;

/** Writes sections in order; the file appears under its name only when it is whole and on disk. */
export class SectionWriter {
  private readonly sections: Record<string, { offset: number; bytes: number; crc: number }> = {};
  private readonly stage = Buffer.alloc(writeBytes);
  private position = alignment;

  private constructor(private readonly file: WholeFile) {}

  static async create(target: string): Promise<SectionWriter> {
    return new SectionWriter(await WholeFile.create(target));
  }

  /** A chunk is copied when it is taken, so it may change while the disk is busy. */
  async section(name: string, chunks: Iterable<ArrayBufferView>): Promise<void> {
    const section = { offset: this.position, bytes: 0, crc: 0 };
    let staged = 0;
    const flush = async (): Promise<void> => {
      const bytes = this.stage.subarray(0, staged);
      section.crc = crc32(bytes, section.crc);
      section.bytes += staged;
      staged = 0;
      await this.write(bytes);
    };
    for (const chunk of chunks) {
      const view = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      for (let from = 0; from < view.length;) {
        const part = view.subarray(from, from + this.stage.length - staged);
        this.stage.set(part, staged);
        staged += part.length;
        from += part.length;
        if (staged === this.stage.length) await flush();
      }
    }
    await flush();
    this.sections[name] = section;
    await this.write(Buffer.alloc((alignment - (this.position % alignment)) % alignment));
  }

  /** Completes the file: directory, preamble, and it takes its place. */
  async finish(about: unknown): Promise<void> {
    const directory = Buffer.from(JSON.stringify({ about, sections: this.sections } satisfies Directory));
    const preamble = Buffer.alloc(alignment);
    preamble.write(magic, 0, 'latin1');
    preamble.writeUInt32LE(formatVersion, 8);
    preamble.writeUInt32LE(directory.length, 12);
    preamble.writeDoubleLE(this.position, 16);
    preamble.writeUInt32LE(crc32(directory), 24);
    preamble.writeUInt32LE(crc32(preamble.subarray(0, 28)), 28);
    await this.write(directory);
    await this.file.handle.write(preamble, 0, preamble.length, 0);
    await this.file.keep();
  }

  /** Gives up: nothing remains of it. */
  async abandon(): Promise<void> {
    await this.file.abandon();
  }

  private async write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    await this.file.handle.write(bytes, 0, bytes.length, this.position);
    this.position += bytes.length;
  }
}

const writeBytes = 1 << 20;

/** A read file whose sections are views on one buffer. */
export class SectionReader {
  private constructor(
    private readonly bytes: Uint8Array<ArrayBuffer>,
    private readonly directory: Directory,
  ) {}

  /** @throws SnapshotError if it is not there, not whole, or of another format. */
  static async open(source: string): Promise<SectionReader> {
    const bytes = await readWhole(source);
    const preamble = Buffer.from(bytes.buffer, 0, Math.min(bytes.length, alignment));
    if (preamble.length < alignment || preamble.toString('latin1', 0, 8) !== magic) {
      throw new SnapshotError('damaged', `${source} is not a snapshot of an index`);
    }
    const version = preamble.readUInt32LE(8);
    if (version !== formatVersion) {
      throw new SnapshotError(
        'format',
        `${source} has format ${version}, this version of Weir reads format ${formatVersion}`,
      );
    }
    const start = preamble.readDoubleLE(16);
    const directory = bytes.subarray(start, start + preamble.readUInt32LE(12));
    if (
      crc32(preamble.subarray(0, 28)) !== preamble.readUInt32LE(28) ||
      crc32(directory) !== preamble.readUInt32LE(24)
    ) {
      throw new SnapshotError('damaged', `${source} is cut off or damaged (directory)`);
    }
    const reader = new SectionReader(bytes, JSON.parse(Buffer.from(directory).toString()) as Directory);
    for (const [name, { crc }] of Object.entries(reader.directory.sections)) {
      if (crc32(reader.raw(name)) !== crc) throw new SnapshotError('damaged', `${source} is damaged (section ${name})`);
    }
    return reader;
  }

  /** What `finish` was told about the content. */
  get about(): unknown {
    return this.directory.about;
  }

  uint8(name: string): Uint8Array {
    return this.raw(name);
  }

  uint16(name: string): Uint16Array {
    const { buffer, byteOffset, length } = this.raw(name);
    return new Uint16Array(buffer, byteOffset, length / 2);
  }

  uint32(name: string): Uint32Array {
    const { buffer, byteOffset, length } = this.raw(name);
    return new Uint32Array(buffer, byteOffset, length / 4);
  }

  float32(name: string): Float32Array {
    const { buffer, byteOffset, length } = this.raw(name);
    return new Float32Array(buffer, byteOffset, length / 4);
  }

  float64(name: string): Float64Array {
    const { buffer, byteOffset, length } = this.raw(name);
    return new Float64Array(buffer, byteOffset, length / 8);
  }

  private raw(name: string): Uint8Array<ArrayBuffer> {
    const section = this.directory.sections[name];
    if (section === undefined) throw new SnapshotError('damaged', `a snapshot lacks its section ${name}`);
    return new Uint8Array(this.bytes.buffer, section.offset, section.bytes);
  }
}

async function readWhole(source: string): Promise<Uint8Array<ArrayBuffer>> {
  let file: FileHandle;
  try {
    file = await open(source, 'r');
  } catch (error) {
    throw new SnapshotError('missing', `${source} cannot be opened`, { cause: error });
  }
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(size - at, readBytes), at);
      if (bytesRead === 0) throw new SnapshotError('damaged', `${source} ended early`);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

const readBytes = 1 << 26;
