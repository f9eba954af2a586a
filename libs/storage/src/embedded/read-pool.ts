import type { DuckDBConnection } from '@duckdb/node-api';
import { StorageError } from '../error.js';
import { damageError, type Database } from './database-file.js';

/**
 * Connections for reading. A DuckDB connection runs one query at a time and would block one of Node's few threads for
 * each query that waits for it, so queries wait here.
 */
export class ReadPool {
  private readonly idle: DuckDBConnection[];
  private readonly queue: ((connection: DuckDBConnection) => void)[] = [];
  private closing: (() => void) | undefined;
  private closed = false;

  private constructor(
    private readonly all: readonly DuckDBConnection[],
    private readonly file: string,
  ) {
    this.idle = [...all];
  }

  static async open(database: Database, size: number): Promise<ReadPool> {
    return new ReadPool(await Promise.all(Array.from({ length: size }, () => database.connect())), database.file);
  }

  async use<T>(read: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    if (this.closed) throw new StorageError('CLOSED', 'The storage is closed.');
    const connection = this.idle.pop() ?? (await new Promise<DuckDBConnection>((resolve) => this.queue.push(resolve)));
    try {
      return await read(connection);
    } catch (error) {
      // Blocks are verified when they are read, some of them long after the file was opened.
      throw damageError(error, this.file) ?? error;
    } finally {
      this.release(connection);
    }
  }

  /** Waits for the reads under way. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (this.idle.length < this.all.length) {
      await new Promise<void>((resolve) => {
        this.closing = resolve;
      });
    }
    for (const connection of this.all) connection.closeSync();
  }

  private release(connection: DuckDBConnection): void {
    const next = this.queue.shift();
    if (next !== undefined) {
      next(connection);
      return;
    }
    this.idle.push(connection);
    if (this.idle.length === this.all.length) this.closing?.();
  }
}
