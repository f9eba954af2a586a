import { Product as Message } from '@weir/contracts';
import { mappingSchema } from './mapping.js';
import { fromProductMessage } from './product-message.js';
import { toProduct } from './to-product.js';

const mapping = mappingSchema.parse({ id: 'id', title: 'title', text: ['about'] });
const long = 'a'.repeat(10_000_000);

describe('a product whose texts are too long to be read while others search', () => {
  it('is refused, by the field that is the longest', () => {
    const row = { id: '1', title: 'Drill', about: long };
    const problem = 'is too long (10000005 characters, all texts together 10000010; a product may have 200000)';
    expect(() => toProduct(row, mapping)).toThrow(`text.about ${problem}`);
    const message = Message.fromPartial({ id: '1', title: 'Drill', attributes: { about: [long.slice(5), 'aaaaa'] } });
    expect(() => fromProductMessage(message, mapping)).toThrow(`attributes.about ${problem}`);
  });

  it('is taken where it is long, but not that long', () => {
    const row = { id: '1', title: 'Drill', about: long.slice(0, 190_000) };
    expect(toProduct(row, mapping).text['about']).toHaveLength(190_000);
  });
});
