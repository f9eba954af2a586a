import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { Product, StoredProduct } from '@weir/catalogue';
import { LRUCache } from 'lru-cache';
import type { ProductChange, ProductStore, ProductVector } from '../product-store.js';
import type { CommitQueue } from './commit-queue.js';
import { compact } from './compact.js';
import type { LiveVersions } from './live-versions.js';
import type { ReadPool } from './read-pool.js';
import { vectorBytes, vectorOf } from './vector-bytes.js';

/** Rows read at a time when streaming: a few megabytes of documents and vectors. */
const rowsPerPage = 1024;
/** Rows looked up by one query: DuckDB answers longer lists by a scan. */
const idsPerLookup = 1024;
/** Dead rows that the log may hold beyond the number of live ones before it is rewritten. */
const deadRowsAllowed = 50_000;

interface Parts {
  readonly commits: CommitQueue;
  readonly reads: ReadPool;
  readonly live: LiveVersions;
  readonly cachedProducts: number;
}

/** Products in a DuckDB file, as a log of writes (see `database.ts`). */
export class DuckDbProducts implements ProductStore {
  private readonly commits: CommitQueue;
  private readonly reads: ReadPool;
  private readonly live: LiveVersions;
  private readonly cache: LRUCache<string, StoredProduct>;
  private compacting = false;

  constructor({ commits, reads, live, cachedProducts }: Parts) {
    this.commits = commits;
    this.reads = reads;
    this.live = live;
    this.cache = new LRUCache({ max: cachedProducts });
  }

  async upsert(products: readonly Product[]): Promise<readonly number[]> {
    if (products.length === 0) return [];
    const docs = products.map((product) => JSON.stringify(product));
    const versions: number[] = [];
    await this.commits.submit({
      rows: products.length,
      apply: async (transaction) => {
        const appender = await transaction.appender('products');
        for (const [row, { id }] of products.entries()) {
          const version = this.live.next();
          versions.push(version);
          appender.appendBigInt(BigInt(version));
          appender.appendVarchar(id);
          appender.appendVarchar(docs[row]!);
          appender.endRow();
        }
      },
      committed: () => {
        for (const [row, { id }] of products.entries()) this.live.set(id, versions[row]!);
      },
    });
    this.compactIfWorthIt();
    return versions;
  }

  async remove(ids: readonly string[]): Promise<readonly number[]> {
    if (ids.length === 0) return [];
    const versions: number[] = [];
    await this.commits.submit({
      rows: ids.length,
      apply: async (transaction) => {
        const appender = await transaction.appender('products');
        for (const id of ids) {
          const version = this.live.next();
          versions.push(version);
          appender.appendBigInt(BigInt(version));
          appender.appendVarchar(id);
          appender.appendNull();
          appender.endRow();
        }
      },
      committed: () => {
        for (const id of ids) this.live.remove(id);
      },
    });
    this.compactIfWorthIt();
    return versions;
  }

  async setVectors(vectors: readonly ProductVector[]): Promise<void> {
    if (vectors.length === 0) return;
    await this.commits.submit({
      rows: vectors.length,
      apply: async (transaction) => {
        const appender = await transaction.appender('vectors');
        for (const { id, version, vector } of vectors) {
          if (this.live.get(id) !== version) continue;
          appender.appendBigInt(BigInt(this.live.nextVector()));
          appender.appendBigInt(BigInt(version));
          appender.appendVarchar(id);
          appender.appendVarchar(vector.encoder);
          appender.appendBlob(vectorBytes(vector.values));
          appender.endRow();
        }
      },
      committed: () => undefined,
    });
  }

  async get(ids: readonly string[]): Promise<readonly (StoredProduct | undefined)[]> {
    const found = new Map<string, StoredProduct>();
    const missing: number[] = [];
    for (const id of new Set(ids)) {
      const version = this.live.get(id);
      if (version === undefined) continue;
      const cached = this.cache.get(id);
      if (cached?.version === version) found.set(id, cached);
      else missing.push(version);
    }
    for (let start = 0; start < missing.length; start += idsPerLookup) {
      for (const stored of await this.lookUp(missing.slice(start, start + idsPerLookup))) {
        found.set(stored.product.id, stored);
        this.cache.set(stored.product.id, stored);
      }
    }
    return ids.map((id) => found.get(id));
  }

  async *changes(after: number, encoder?: string): AsyncGenerator<readonly ProductChange[], void, undefined> {
    let position = after;
    while (position < this.live.last()) {
      const end = position + rowsPerPage;
      const page = await this.page(position, end, encoder);
      if (page.length > 0) yield page;
      position = page.length > 0 ? end : await this.before(end);
    }
  }

  async *vectorChanges(
    after: number,
  ): AsyncGenerator<{ position: number; vectors: readonly ProductVector[] }, void, undefined> {
    const columns = 'position, version, id, encoder, "values"';
    for (let position = after; position < this.live.lastVector();) {
      const end = Math.min(position + rowsPerPage, this.live.lastVector());
      const range = `position > ${position} AND position <= ${end}`;
      const rows = await this.rows(`SELECT ${columns} FROM vectors WHERE ${range} ORDER BY position`);
      const vectors = rows
        .map(([, version, id, encoder, bytes]) => ({
          id: String(id),
          version: Number(version),
          vector: vectorOf(encoder, bytes),
        }))
        .filter(({ id, version }) => this.live.get(id) === version);
      yield { position: end, vectors };
      position = end;
    }
  }

  async *withoutVector(
    encoder: string,
  ): AsyncGenerator<readonly { readonly id: string; readonly version: number }[], void, undefined> {
    const having = new Set<number>();
    await this.reads.use(async (connection) => {
      const result = await connection.stream('SELECT version FROM vectors WHERE encoder = $1', [encoder]);
      for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0;) {
        for (const version of chunk.getColumnValues(0)) having.add(Number(version));
        chunk = await result.fetchChunk();
      }
    });
    let page: { id: string; version: number }[] = [];
    for (const [id, version] of this.live.entries()) {
      if (having.has(version)) continue;
      page.push({ id, version });
      if (page.length < rowsPerPage) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }

  count(after = 0): Promise<number> {
    return Promise.resolve(this.live.count(after));
  }

  lastVersion(): Promise<number> {
    return Promise.resolve(this.live.last());
  }

  lastVectorPosition(): Promise<number> {
    return Promise.resolve(this.live.lastVector());
  }

  async clear(): Promise<void> {
    await this.remove(Array.from(this.live.entries(), ([id]) => id));
    this.cache.clear();
  }

  private async lookUp(versions: readonly number[]): Promise<StoredProduct[]> {
    const rows = await this.rows(`SELECT version, doc FROM products WHERE version IN (${versions.join(',')})`);
    return rows.map(([version, doc]) => ({ version: Number(version), product: parseProduct(doc) }));
  }

  /** What counts of the log in (after, until], in version order. */
  private async page(after: number, until: number, encoder?: string): Promise<ProductChange[]> {
    const range = `version > ${after} AND version <= ${until}`;
    const [rows, vectorRows] = await this.reads.use(async (connection) => [
      await query(connection, `SELECT version, id, doc FROM products WHERE ${range} ORDER BY version`),
      // Later rows of the same version win.
      await query(
        connection,
        `SELECT version, encoder, "values" FROM vectors WHERE ${range} AND encoder = coalesce($1, encoder) ORDER BY position`,
        [encoder ?? null],
      ),
    ]);
    const vectors = new Map(vectorRows.map(([version, encoder, bytes]) => [Number(version), vectorOf(encoder, bytes)]));
    return rows.flatMap(([rowVersion, rowId, doc]): ProductChange[] => {
      const version = Number(rowVersion);
      const id = String(rowId);
      const current = this.live.get(id);
      if (doc === null) return current === undefined ? [{ kind: 'delete', version, id }] : [];
      if (current !== version) return [];
      const vector = vectors.get(version);
      const product = parseProduct(doc);
      return [
        vector === undefined ? { kind: 'upsert', version, product } : { kind: 'upsert', version, product, vector },
      ];
    });
  }

  /** The position just before the first row after `after`, so that gaps in the versions cost one query. */
  private async before(after: number): Promise<number> {
    const rows = await this.rows(`SELECT min(version) FROM products WHERE version > ${after}`);
    const first = rows[0]?.[0];
    return first === null || first === undefined ? this.live.last() : Number(first) - 1;
  }

  private rows(sql: string): Promise<DuckDBValue[][]> {
    return this.reads.use((connection) => query(connection, sql));
  }

  /** Writers wait while it runs, readers do not. */
  private compactIfWorthIt(): void {
    if (this.compacting || this.live.dead() < this.live.count() + deadRowsAllowed) return;
    this.compacting = true;
    this.commits
      .submit({
        rows: 0,
        apply: (transaction) => compact(transaction.connection),
        committed: () => {
          this.live.compacted();
        },
      })
      .catch(() => {
        // Nothing was changed and nothing is lost: the next write tries again.
      })
      .finally(() => {
        this.compacting = false;
      });
  }
}

async function query(
  connection: DuckDBConnection,
  sql: string,
  parameters: DuckDBValue[] = [],
): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql, parameters)).getRows();
}

function parseProduct(doc: DuckDBValue | undefined): Product {
  return JSON.parse(String(doc)) as Product;
}
