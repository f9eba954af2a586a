import { hash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Ids of recorded events, each as 64 bits of its SHA-256, in one flat table: 11 to 21 bytes an event. A primary key made
 * commits take nearly twice as long, and looking for duplicates when reading would make every result pay for them. Two
 * different ids of n share their 64 bits with probability n^2 / 2^65: 3 in a million for 10 million events.
 */
export class EventIds {
  private table = new Uint32Array(2 * 1024);
  private held = 0;

  /** Of a query that gives them as 64-bit numbers. */
  static async read(connection: DuckDBConnection, query: string): Promise<EventIds> {
    const ids = new EventIds();
    const result = await connection.stream(query);
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      for (const value of chunk.getColumnValues(0)) ids.add(fromBigInt(value as bigint));
    }
    return ids;
  }

  get size(): number {
    return this.held;
  }

  has({ low, high }: IdHash): boolean {
    const mask = this.table.length - 1;
    const first = low === 0 && high === 0 ? 1 : low;
    for (let slot = (first << 1) & mask; ; slot = (slot + 2) & mask) {
      const foundLow = this.table[slot];
      const foundHigh = this.table[slot + 1];
      if (foundLow === first && foundHigh === high) return true;
      if (foundLow === 0 && foundHigh === 0) return false;
    }
  }

  /** Whether it was not there. */
  add({ low, high }: IdHash): boolean {
    // An empty slot is (0, 0).
    const first = low === 0 && high === 0 ? 1 : low;
    if (this.held * 8 >= this.table.length * 3) this.grow();
    if (!insert(this.table, first, high)) return false;
    this.held += 1;
    return true;
  }

  /** Takes an id out again, after a write that failed; rare, so that it may be slow. */
  remove(hashes: readonly IdHash[]): void {
    const gone = new Set(hashes.map(asBigInt));
    const before = this.table;
    this.table = new Uint32Array(before.length);
    this.held = 0;
    for (let slot = 0; slot < before.length; slot += 2) {
      const low = before[slot]!;
      const high = before[slot + 1]!;
      if ((low === 0 && high === 0) || gone.has(asBigInt({ low, high }))) continue;
      insert(this.table, low, high);
      this.held += 1;
    }
  }

  private grow(): void {
    const before = this.table;
    this.table = new Uint32Array(before.length * 2);
    for (let slot = 0; slot < before.length; slot += 2) {
      if (before[slot] !== 0 || before[slot + 1] !== 0) insert(this.table, before[slot]!, before[slot + 1]!);
    }
  }
}

/** 64 bits as two unsigned halves: numbers, since a bigint an event would be slow. */
export interface IdHash {
  readonly low: number;
  readonly high: number;
}

export function hashId(id: string): IdHash {
  const bytes = hash('sha256', id, 'buffer');
  return { low: bytes.readUInt32LE(0), high: bytes.readUInt32LE(4) };
}

export function asBigInt({ low, high }: IdHash): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}

export function fromBigInt(value: bigint): IdHash {
  return { low: Number(value & 0xffffffffn), high: Number(value >> 32n) };
}

/** Linear probing; the table's length is a power of two and it is never full. */
function insert(table: Uint32Array, low: number, high: number): boolean {
  const mask = table.length - 1;
  for (let slot = (low << 1) & mask; ; slot = (slot + 2) & mask) {
    const foundLow = table[slot];
    const foundHigh = table[slot + 1];
    if (foundLow === low && foundHigh === high) return false;
    if (foundLow !== 0 || foundHigh !== 0) continue;
    table[slot] = low;
    table[slot + 1] = high;
    return true;
  }
}
