import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { StoredProduct } from '@weir/catalogue';
import { StorageError } from '../error.js';

/** What one write puts into the transaction that it shares with others. */
export interface Transaction {
  readonly connection: DuckDBConnection;
  appender(table: 'products' | 'vectors' | 'events' | 'exposures'): Promise<DuckDBAppender>;
  /** Products written by it so far, by id: no connection reads them before it commits. */
  readonly staged: Map<string, StagedProduct>;
  /** Encoders whose vectors went over to a new version of a product, by its id; complete when the transaction ends. */
  readonly carried: Map<string, readonly string[]>;
  /** Run when all writes are applied, whoever of them asked for it. */
  readonly atEnd: Map<string, () => Promise<void>>;
}

/** What a transaction makes of a product. */
interface StagedProduct {
  /** Absent: it is deleted. */
  readonly stored?: StoredProduct;
  /** The committed version whose vectors are its own. */
  readonly vectorsOf?: number;
}

interface Write {
  /** Rows that it writes: bounds how many writes share a transaction. */
  readonly rows: number;
  readonly apply: (transaction: Transaction) => Promise<void> | void;
  /** Runs when the rows are durable, before the promise of `submit` resolves, in the order of submission. */
  readonly committed: () => void;
  /** Runs when nothing of the write was written, before the promise of `submit` rejects. */
  readonly failed?: () => void;
}

interface Waiting extends Write {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Rows a shared transaction takes before the next one starts. */
const rowsPerCommit = 4096;

/**
 * The one writer. Writes that arrive while a transaction commits wait and share the next one (group commit), so that
 * many small writes cost one flush to disk. A shared transaction that fails fails all of its writes.
 */
export class CommitQueue {
  private waiting: Waiting[] = [];
  private checkpointWanted = false;
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly connection: DuckDBConnection) {}

  /** Resolves when the write is durable; rejects when nothing of it was written. */
  submit(write: Write): Promise<void> {
    if (this.closed) return Promise.reject(new StorageError('CLOSED', 'The storage is closed.'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...write, resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Has the write-ahead log and deleted rows leave the file after the transaction under way. */
  checkpointSoon(): void {
    this.checkpointWanted = true;
  }

  /** Finishes what was submitted, then takes no more. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.running;
    this.connection.closeSync();
  }

  private async drain(): Promise<void> {
    // One turn of the event loop: what is submitted together commits together.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.commit(this.nextGroup());
    this.running = undefined;
  }

  private async checkpoint(): Promise<void> {
    if (!this.checkpointWanted) return;
    try {
      await this.connection.run('CHECKPOINT');
      this.checkpointWanted = false;
    } catch {
      // A reader is under way: the next write tries again, and so does closing.
    }
  }

  private nextGroup(): Waiting[] {
    let rows = 0;
    let size = 0;
    while (size < this.waiting.length && (size === 0 || rows + this.waiting[size]!.rows <= rowsPerCommit)) {
      rows += this.waiting[size]!.rows;
      size += 1;
    }
    return this.waiting.splice(0, size);
  }

  private async commit(group: readonly Waiting[]): Promise<void> {
    try {
      await this.connection.run('BEGIN');
      await this.apply(group);
      await this.connection.run('COMMIT');
      for (const write of group) write.committed();
      await this.checkpoint();
    } catch (error) {
      await this.rollBack();
      for (const write of group) {
        write.failed?.();
        write.reject(writeError(error));
      }
      return;
    }
    for (const write of group) write.resolve();
  }

  private async apply(group: readonly Waiting[]): Promise<void> {
    const appenders = new Map<string, DuckDBAppender>();
    const transaction: Transaction = {
      connection: this.connection,
      staged: new Map(),
      carried: new Map(),
      atEnd: new Map(),
      appender: async (table) => {
        let appender = appenders.get(table);
        if (appender === undefined) {
          appender = await this.connection.createAppender(table);
          appenders.set(table, appender);
        }
        return appender;
      },
    };
    for (const write of group) await write.apply(transaction);
    for (const work of transaction.atEnd.values()) await work();
    for (const appender of appenders.values()) appender.closeSync();
  }

  private async rollBack(): Promise<void> {
    try {
      await this.connection.run('ROLLBACK');
    } catch {
      // A transaction that failed on BEGIN or COMMIT is over already; the first error is the one to tell.
    }
  }
}

function writeError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StorageError('UNAVAILABLE', `Cannot write to the storage: ${message}`, { cause: error });
}
