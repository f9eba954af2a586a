import type { CatalogueMapping } from './mapping.js';
import type { AttributeValue, Product } from './product.js';

/**
 * The text of a product that the models read: the fields that `mapping.model_text` names, in order, those the product
 * does not have left out, and the items of lists, all joined by a space; white space folded. The models cut it by tokens,
 * and are trained on texts made the same way (`models/README.md`).
 */
export function modelText(product: Product, mapping: Pick<CatalogueMapping, 'model_text'>): string {
  const parts: string[] = [];
  for (const name of mapping.model_text) {
    const text = fieldText(product, name);
    if (text !== '') parts.push(text);
  }
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

function fieldText(product: Product, name: string): string {
  switch (name) {
    case 'title':
      return product.title;
    case 'brand':
      return product.brand ?? '';
    case 'category':
      return product.category.join(' ');
    default:
      return product.text[name] ?? attributeText(product.attributes[name]);
  }
}

function attributeText(value: AttributeValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? value.join(' ') : String(value);
}
