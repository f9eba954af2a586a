export type { AttributeValue, Product, StoredProduct } from './product.js';
export { mappingSchema } from './mapping.js';
export type { CatalogueMapping } from './mapping.js';
export type { IndexSchema, ProductState } from './state.js';
