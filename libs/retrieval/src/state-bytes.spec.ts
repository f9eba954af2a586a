import { productState } from './product-state.js';
import { stateFromText, stateToText, vectorFromText, vectorToText } from './state-bytes.js';

describe('what is kept of a product for scoring', () => {
  it('comes back as it was, numbers that are unknown too', () => {
    const schema = { fields: ['title', 'brand', 'attributes'], boosts: [3, 2, 1] };
    const bare = { id: 'a', title: '', text: {}, category: [], attributes: {} };
    const full = {
      ...bare,
      title: 'Copper pipe 1/2 in.',
      brand: 'Tubo',
      category: ['Plumbing', 'Pipes'],
      price: 9.99,
      releasedAt: -1,
      attributes: { size: '0.5' },
    };
    for (const product of [bare, full]) {
      const state = productState(product, schema);
      expect(stateFromText(stateToText(state))).toEqual(state);
    }
  });

  it('comes back although base64 lost its padding, as columns give it', () => {
    const vector = Float32Array.from([0.1, -2, 3e-9, 1, 7]);
    expect(vectorFromText(vectorToText(vector).replace(/=+$/, ''))).toEqual(vector);
  });
});
