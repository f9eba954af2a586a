/** A brand of the demonstration shop (none of them exists) and what it asks compared with the middle of the market. */
type Brand = readonly [name: string, priceLevel: number];

/**
 * One kind of product. Texts are templates: `{brand}`, `{series}`, `{model}`, `{type}`, `{types}`, `{use}` and the names
 * of the facets stand for the product's own.
 */
export interface ProductType {
  /** Singular, lower case. */
  readonly name: string;
  /** @defaultValue the name with an English plural */
  readonly plural?: string;
  /** Other names that shoppers and makers have for it, singular. */
  readonly also?: readonly string[];
  /** Category below the department, from the top. */
  readonly path: readonly string[];
  /** Cheapest and dearest of an ordinary brand, US dollars. */
  readonly price: readonly [number, number];
  /** What one can choose it by, with the values in order of frequency; what a `grows` facet costs rises with its order. */
  readonly facets: Readonly<Record<string, readonly string[]>>;
  readonly grows?: readonly string[];
  /** The facet in which products of one family differ. */
  readonly varies?: string;
  readonly titles: readonly string[];
  /** Sentences for the list of features. */
  readonly features: readonly string[];
  /** What it is for, as it ends "great for ...". */
  readonly uses: readonly string[];
  /** Types, by name, that a shopper might take along or instead. */
  readonly related?: readonly string[];
  /** Things that it is bought for. */
  readonly accessoryOf?: readonly string[];
}

export interface Department {
  readonly name: string;
  /** Two letters that its product ids begin with. */
  readonly code: string;
  /** How much of the shop it is, compared with the others. */
  readonly share: number;
  readonly brands: readonly Brand[];
  readonly series: readonly string[];
  /** Sentences that fit every product of the department. */
  readonly promises: readonly string[];
  readonly types: readonly ProductType[];
}
