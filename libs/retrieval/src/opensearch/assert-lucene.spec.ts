import { OpenSearchError } from '@weir/opensearch';
import { assertLucene } from './assert-lucene.js';
import { indexDefinition, vectorProperty } from './mapping.js';

const schema = { fields: ['title', 'a.b'], boosts: [3, 1] };

describe('a mapping that would kill a node', () => {
  const hnsw = { name: 'hnsw', engine: 'lucene' };

  it.each<[string, object]>([
    ['names no method', {}],
    ['names another engine', { method: { ...hnsw, engine: 'faiss' } }],
    ['leaves the engine to the default', { method: { name: 'hnsw' } }],
    ['names another method', { method: { ...hnsw, name: 'ivf' } }],
    ['takes a trained model', { model_id: 'm', method: { name: 'hnsw' } }],
  ])('is refused before it is sent where it %s', (_, given) => {
    const vector = { type: 'knn_vector', dimension: 8, ...given };
    for (const mapping of [{ properties: { vector } }, { properties: { deep: { properties: { vector } } } }]) {
      expect(() => {
        assertLucene(mapping);
      }).toThrow(OpenSearchError);
    }
  });

  it('is not what Weir makes', () => {
    assertLucene(indexDefinition(schema, { shards: 1, replicas: 0, madeOf: '' }).mappings);
    assertLucene({ properties: vectorProperty(384) });
  });
});
