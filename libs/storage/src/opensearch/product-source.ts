import type { Product } from '@weir/catalogue';

/** A product, or that it was deleted: deletions stay, so that readers of changes are told. */
export interface ProductSource {
  readonly live: boolean;
  /** JSON. */
  readonly product?: string;
  /**
   * Version since which the product has the text that it has, where later writes changed other fields only. Vectors are
   * kept by it, so that they go over to the version of such a write with nothing to be written of them.
   */
  readonly text?: number;
}

export const deleted: ProductSource = { live: false };

export function toSource(product: Product): ProductSource {
  return { live: true, product: JSON.stringify(product) };
}

export function toProduct({ product }: ProductSource): Product {
  return JSON.parse(product!) as Product;
}

/** The version that vectors of a product are kept by. */
export function textVersion({ version, source }: { version: number; source: Pick<ProductSource, 'text'> }): number {
  return source.text ?? version;
}
