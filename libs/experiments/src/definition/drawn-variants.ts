import type { Experiment } from './experiment.js';

/** What a unit gets whose pages are made of both variants. */
export const interleavedVariant = 'interleaved';

/** What a unit can be drawn into, with its share: the variants, or both of them on one page, whatever their weights. */
export function drawnVariants({
  kind,
  variants,
}: {
  readonly kind: Experiment['kind'];
  readonly variants: readonly Pick<Experiment['variants'][number], 'key' | 'weight'>[];
}): readonly { readonly key: string; readonly weight: number }[] {
  if (kind === 'ab') return variants;
  // The variants stay in the list, for a tester may be forced into one of them.
  return [...variants.map(({ key }) => ({ key, weight: 0 })), { key: interleavedVariant, weight: 1 }];
}
