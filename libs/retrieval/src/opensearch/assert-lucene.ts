import { OpenSearchError } from '@weir/opensearch';

/**
 * Refuses a mapping whose knn_vector does not name Lucene's HNSW. Without a method the k-NN plugin takes faiss, and a
 * node without faiss's native library dies of that mapping, and again at every start.
 * @throws OpenSearchError UNSAFE_MAPPING, naming the field
 */
export function assertLucene(mapping: object, path = 'mapping'): void {
  for (const [key, value] of Object.entries(mapping)) {
    if (typeof value !== 'object' || value === null) continue;
    const field = value as { readonly type?: unknown; readonly method?: { name?: unknown; engine?: unknown } };
    const here = `${path}.${key}`;
    if (field.type === 'knn_vector' && (field.method?.name !== 'hnsw' || field.method.engine !== 'lucene')) {
      throw new OpenSearchError(
        'UNSAFE_MAPPING',
        `${here} is a knn_vector that does not say method: {name: hnsw, engine: lucene}; it was not sent, since the default engine kills a node that lacks its library`,
      );
    }
    assertLucene(field, here);
  }
}
