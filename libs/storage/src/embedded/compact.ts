import type { DuckDBConnection } from '@duckdb/node-api';
import { productColumns, vectorColumns } from './database.js';

/**
 * Rewrites the log inside the caller's transaction, keeping the last row of every id (deletions too: a reader of changes
 * may not have seen them) and the last vector of every version that counts.
 */
export async function compact(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    CREATE TABLE products_compacted (${productColumns});
    INSERT INTO products_compacted
      SELECT * FROM products WHERE version IN (SELECT max(version) FROM products GROUP BY id) ORDER BY version;
    CREATE TABLE vectors_compacted (${vectorColumns});
    INSERT INTO vectors_compacted
      SELECT * FROM vectors
      WHERE position IN (SELECT max(position) FROM vectors GROUP BY version)
        AND version IN (SELECT version FROM products_compacted)
      ORDER BY position;
    DROP TABLE products;
    DROP TABLE vectors;
    ALTER TABLE products_compacted RENAME TO products;
    ALTER TABLE vectors_compacted RENAME TO vectors;
  `);
}
