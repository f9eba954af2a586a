/** Numbers of a product that can be filtered by and that features read, in column order. */
export const numericFields = ['price', 'stock', 'rating', 'rating_count', 'popularity', 'released'] as const;
export type NumericField = (typeof numericFields)[number];
/** The key of `Product` of each. */
export const numericKeys = ['price', 'stock', 'rating', 'ratingCount', 'popularity', 'releasedAt'] as const;

export function isNumeric(field: string): field is NumericField {
  return (numericFields as readonly string[]).includes(field);
}
