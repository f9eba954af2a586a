import type { Products } from '@weir/cascade';
import type { CatalogueMapping } from '@weir/catalogue';
import type { Finder } from '@weir/retrieval';

/** The products that searches find, whichever process has them. */
export interface Catalogue {
  readonly retriever: Finder;
  readonly products: Products;
  mapping(): CatalogueMapping;
  /** Another one after every write that a search could see: what was computed before is not served again. */
  state(): string;
}
