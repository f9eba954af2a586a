import type { DuckDBConnection } from '@duckdb/node-api';
import type { ProductActionCount, ProductActionsQuery } from '../product-actions.js';
import { numeric, text } from './sql.js';

/** See `EventStore.productActions`. */
export async function countProductActions(
  connection: DuckDBConnection,
  { actions, from, receivedBefore, stepMs }: ProductActionsQuery,
  take: (counts: readonly ProductActionCount[]) => void,
): Promise<void> {
  if (actions.length === 0) return;
  const result = await connection.stream(
    `SELECT product_id, action, at_ms // ${numeric(stepMs)} AS step, count(*) FROM events
     WHERE action IN (${actions.map(text).join(', ')}) AND product_id <> '' AND NOT bot
       AND at_ms >= ${numeric(from)} AND received_ms < ${numeric(receivedBefore)}
     GROUP BY ALL`,
  );
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0;) {
    take(
      chunk.getRows().map(([productId, action, step, count]) => ({
        productId: String(productId),
        action: String(action),
        at: Number(step) * stepMs,
        count: Number(count),
      })),
    );
    chunk = await result.fetchChunk();
  }
}
