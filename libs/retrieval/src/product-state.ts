import type { AttributeValue, IndexSchema, Product, ProductState } from '@weir/catalogue';
import { analyze, fold, hash32 } from '@weir/text';
import type { Token } from '@weir/text';

/** State of a product for features: what the index keeps of it, without an index. */
export function productState(product: Product, schema: IndexSchema): ProductState {
  return stateOf(product, analyzeProduct(product, schema));
}

/** Tokens of each indexed field, in the schema's order. */
export function analyzeProduct(product: Product, schema: IndexSchema): Token[][] {
  return schema.fields.map((field) => analyze(fieldText(product, field)));
}

/** The state that these tokens of the product give. */
export function stateOf(product: Product, fields: readonly (readonly Token[])[]): ProductState {
  return {
    tokens: Uint32Array.from(fields.flat(), ({ hash }) => hash),
    ends: endsOf(fields),
    brand: product.brand === undefined ? 0 : hash32(fold(product.brand)),
    category: Uint32Array.from(product.category, (level) => hash32(fold(level))),
    price: product.price ?? NaN,
    stock: product.stock ?? NaN,
    rating: product.rating ?? NaN,
    ratingCount: product.ratingCount ?? NaN,
    popularity: product.popularity ?? NaN,
    releasedAt: product.releasedAt ?? NaN,
  };
}

function endsOf(lists: readonly { readonly length: number }[]): readonly number[] {
  let end = 0;
  return lists.map(({ length }) => (end += length));
}

function fieldText(product: Product, field: string): string {
  switch (field) {
    case 'title':
      return product.title;
    case 'brand':
      return product.brand ?? '';
    case 'category':
      return product.category.join('\n');
    case 'attributes':
      return Object.entries(product.attributes).map(attributeText).join('\n');
    default:
      return product.text[field] ?? '';
  }
}

/** A flag that is set is searched by its name, any other attribute by its values. */
function attributeText([name, value]: readonly [string, AttributeValue]): string {
  if (typeof value === 'boolean') return value ? name.replaceAll('_', ' ') : '';
  return typeof value === 'object' ? value.join('\n') : String(value);
}
