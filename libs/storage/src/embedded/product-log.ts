import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { Product, StoredProduct } from '@weir/catalogue';
import type { ProductChange, ProductVector, StoredVector } from '../product-store.js';
import type { LiveVersions } from './live-versions.js';
import type { ReadPool } from './read-pool.js';
import { vectorOf } from './vector-bytes.js';

/** Rows read at a time when streaming: a few megabytes of documents and vectors. */
const rowsPerPage = 1024;

/** What is committed of the logs of products and vectors. */
export class ProductLog {
  constructor(
    private readonly reads: ReadPool,
    private readonly live: LiveVersions,
  ) {}

  /** The products of these versions that are there, in any order. */
  async products(versions: readonly number[]): Promise<StoredProduct[]> {
    const wanted = new Set(versions);
    const rows = await this.rows(`SELECT version, doc FROM products WHERE version IN (${versions.join(',')})`);
    // A condition that every row met when the query was planned is dropped, and rows come that were written since.
    return rows
      .map(([version, doc]) => ({ version: Number(version), doc }))
      .filter(({ version }) => wanted.has(version))
      .map(({ version, doc }) => ({ version, product: parseProduct(doc) }));
  }

  /** The vectors of these versions, in the order in which they were kept. */
  async vectors(
    versions: readonly number[],
  ): Promise<readonly { readonly version: number; readonly vector: StoredVector }[]> {
    const wanted = `version IN (${versions.join(',')})`;
    const rows = await this.rows(`SELECT version, encoder, "values" FROM vectors WHERE ${wanted} ORDER BY position`);
    return rows.map(([version, encoder, bytes]) => ({ version: Number(version), vector: vectorOf(encoder, bytes) }));
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
