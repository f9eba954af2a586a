import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedRetriever } from '@weir/retrieval';
import { schema } from './random-shop.js';

const root = path.join(__dirname, '../../..');

/** Unit vectors that are the same in every run (Park and Miller 1988). */
function vectors(count: number, dimensions: number): Float32Array[] {
  let seed = 1;
  const next = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5;
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: dimensions }, next);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

jest.setTimeout(30_000);

describe('dense retrieval', () => {
  it.each([3, 32, 100, 384])('is exact in %d dimensions', async (dimensions) => {
    const [query, ...rows] = vectors(6001, dimensions);
    const retriever = EmbeddedRetriever.create(schema);
    await retriever.upsert(
      rows.map((vector, index) => ({
        product: { id: `p${index}`, title: '', text: {}, category: [], attributes: {} },
        version: index,
        vector,
      })),
    );
    const { candidates } = await retriever.retrieve({
      query: 'x',
      queryVector: query!,
      mode: 'dense',
      fusion: { method: 'rrf', k: 60, denseWeight: 1 },
      depth: 100,
      prefix: false,
      typos: false,
      filters: [],
      facets: [],
    });
    const cosines = rows.map((row) => row.reduce((sum, value, index) => sum + value * query![index]!, 0));
    const nearest = cosines.map((_, index) => index).sort((left, right) => cosines[right]! - cosines[left]!);
    expect(candidates.ids).toEqual(nearest.slice(0, 100).map((index) => `p${index}`));
    candidates.ids.forEach((_, rank) => {
      expect(candidates.cosine[rank]).toBeCloseTo(cosines[nearest[rank]!]!, 5);
    });
  });

  it('has a kernel that was built from its source', () => {
    const built = execFileSync('node', ['scripts/wasm.mjs', '--print', 'retrieval'], { cwd: root, encoding: 'utf8' });
    expect(readFileSync(path.join(root, 'libs/retrieval/src/generated/kernel-wasm.ts'), 'utf8')).toBe(built);
  });
});
