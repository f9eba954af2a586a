import type { DocumentStore } from '../product-store.js';
import type { CommitQueue } from './commit-queue.js';
import type { ReadPool } from './read-pool.js';

/** Documents as JSON text in a DuckDB table. Names that begin with `storage.` are its own. */
export class DuckDbDocuments implements DocumentStore {
  constructor(
    private readonly commits: CommitQueue,
    private readonly reads: ReadPool,
  ) {}

  read(name: string): Promise<unknown> {
    return this.reads.use(async (connection): Promise<unknown> => {
      const found = await connection.runAndReadAll('SELECT value FROM documents WHERE name = $1', [name]);
      const value = found.getRows()[0]?.[0];
      return typeof value === 'string' ? JSON.parse(value) : undefined;
    });
  }

  async write(name: string, value: unknown): Promise<void> {
    const json = JSON.stringify(value);
    await this.commits.submit({
      rows: 1,
      apply: async ({ connection }) => {
        await connection.run('INSERT OR REPLACE INTO documents VALUES ($1, $2)', [name, json]);
      },
      committed: () => undefined,
    });
  }

  async create(name: string, value: unknown): Promise<unknown> {
    const json = JSON.stringify(value);
    let stored = json;
    await this.commits.submit({
      rows: 1,
      apply: async ({ connection }) => {
        await connection.run('INSERT INTO documents VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, json]);
        const found = await connection.runAndReadAll('SELECT value FROM documents WHERE name = $1', [name]);
        stored = String(found.getRows()[0]?.[0]);
      },
      committed: () => undefined,
    });
    return JSON.parse(stored) as unknown;
  }

  async delete(name: string): Promise<void> {
    await this.commits.submit({
      rows: 1,
      apply: async ({ connection }) => {
        await connection.run('DELETE FROM documents WHERE name = $1', [name]);
      },
      committed: () => undefined,
    });
  }
}
