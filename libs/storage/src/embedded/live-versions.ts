import type { DuckDBConnection } from '@duckdb/node-api';

/** Which row of the log counts for each product: about 100 bytes a product in memory, so that reads go straight to it. */
export class LiveVersions {
  private readonly byId = new Map<string, number>();
  private deleted = new Set<string>();
  private given = 0;
  private vectorsGiven = 0;
  private logged = 0;

  static async load(connection: DuckDBConnection): Promise<LiveVersions> {
    const live = new LiveVersions();
    const result = await connection.stream('SELECT version, id, doc IS NULL FROM products ORDER BY version');
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      for (const [version, id, isDeletion] of chunk.getRows()) {
        const row = Number(version);
        live.given = row;
        if (isDeletion === true) live.remove(String(id));
        else live.set(String(id), row);
      }
    }
    const vectors = await connection.runAndReadAll('SELECT coalesce(max(position), 0) FROM vectors');
    live.vectorsGiven = Number(vectors.getRows()[0]?.[0]);
    return live;
  }

  /** Gives out the next version. A version whose transaction fails is not given again. */
  next(): number {
    this.given += 1;
    return this.given;
  }

  last(): number {
    return this.given;
  }

  nextVector(): number {
    this.vectorsGiven += 1;
    return this.vectorsGiven;
  }

  lastVector(): number {
    return this.vectorsGiven;
  }

  get(id: string): number | undefined {
    return this.byId.get(id);
  }

  /** A durable row of a product. */
  set(id: string, version: number): void {
    this.logged += 1;
    this.deleted.delete(id);
    this.byId.set(id, version);
  }

  /** A durable deletion. */
  remove(id: string): void {
    this.logged += 1;
    this.byId.delete(id);
    this.deleted.add(id);
  }

  entries(): IterableIterator<[id: string, version: number]> {
    return this.byId.entries();
  }

  count(after = 0): number {
    if (after === 0) return this.byId.size;
    let count = 0;
    for (const version of this.byId.values()) if (version > after) count += 1;
    return count;
  }

  /** Rows of the log that a later one has replaced. */
  dead(): number {
    return this.logged - this.byId.size - this.deleted.size;
  }

  /** The log was rewritten without its dead rows. */
  compacted(): void {
    this.logged = this.byId.size + this.deleted.size;
  }
}
