import { Product as ProductMessage } from '@weir/contracts';
import { RowError } from './error.js';
import { mappingSchema } from './mapping.js';
import type { Product } from './product.js';
import { fromProductMessage, toProductMessage } from './product-message.js';

const mapping = mappingSchema.parse({ id: 'id', text: ['description'] });

describe('products of the API', () => {
  it('come back as they went', () => {
    const product: Product = {
      id: 'p1',
      title: 'Cordless drill',
      text: { description: 'Drills.' },
      brand: 'Norwood',
      category: ['Tools', 'Drills'],
      price: 0,
      currency: 'EUR',
      stock: 0,
      rating: 4.5,
      ratingCount: 12,
      popularity: -1,
      image: 'https://example.com/p1.jpg',
      releasedAt: -86_400_000,
      attributes: { color: 'red', volts: 12, brushless: false, sizes: ['S', 'M'] },
    };
    const bytes = ProductMessage.encode(toProductMessage(product)).finish();
    expect(fromProductMessage(ProductMessage.decode(bytes), mapping)).toEqual(product);
  });

  it('have no field that was not given', () => {
    expect(Object.keys(fromProductMessage(ProductMessage.fromPartial({ id: 'p1' }), mapping)).sort()).toEqual([
      'attributes',
      'category',
      'id',
      'text',
      'title',
    ]);
  });

  it('are refused with every field that is wrong', () => {
    const message = ProductMessage.fromPartial({
      id: 'x'.repeat(513),
      text: { descripton: 'typo' },
      price: -1,
      stock: NaN,
      attributes: { nested: { a: 1 }, mixed: [1, 'a'] },
    });
    let fields: readonly string[] = [];
    try {
      fromProductMessage(message, mapping);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      fields = error.faults.map(({ field }) => field);
    }
    expect(fields).toEqual(['id', 'text.descripton', 'price', 'stock', 'attributes.nested', 'attributes.mixed']);
  });
});
