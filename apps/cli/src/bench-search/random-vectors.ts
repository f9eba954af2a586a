import type { Engine } from '@weir/engine';
import { seededRandom } from '@weir/evaluation';
import { tell } from './progress.js';
import { unitVector } from './unit-vector.js';

/**
 * Gives every product a random unit vector in the encoder's name: an encoder takes hours for what a bench wants to know
 * of half a million products, and looking for the nearest takes the same time whatever vectors mean.
 * @param encoder `name@version`
 */
export async function storeRandomVectors(engine: Engine, encoder: string, dimensions: number): Promise<void> {
  const { products } = engine.storage;
  const random = seededRandom(1);
  const maker = `${encoder} ${engine.mapping.model_text.join(',')}`;
  let made = 0;
  for await (const page of products.withoutVector(maker)) {
    const values = page.map(() => unitVector(dimensions, random));
    await products.setVectors(page.map((of, at) => ({ ...of, vector: { encoder: maker, values: values[at]! } })));
    made += page.length;
    tell(`${made} random vectors`);
  }
}
