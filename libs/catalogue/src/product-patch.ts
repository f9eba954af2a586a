import type { ProductPatch as Message } from '@weir/contracts';
import { type FieldFault, RowError } from './error.js';
import type { CatalogueMapping } from './mapping.js';
import type { Product } from './product.js';
import type { RowFields } from './row.js';
import { idProblem, toProduct } from './to-product.js';
import { checkNumbers } from './product-message.js';

/**
 * What can change of a product without reading it anew: no word, no value that is filtered by, and no text that a model
 * reads is made of these fields. By their names in the API.
 */
const patchable = {
  price: 'price',
  currency: 'currency',
  stock: 'stock',
  rating: 'rating',
  rating_count: 'ratingCount',
  popularity: 'popularity',
  image: 'image',
  released_at_ms: 'releasedAt',
} as const;

type PatchableName = keyof typeof patchable;
type PatchableKey = (typeof patchable)[PatchableName];
const names = Object.keys(patchable) as readonly PatchableName[];

/** A change of one product; what it does not name stays. */
export interface ProductPatch {
  readonly id: string;
  readonly set: Partial<Pick<Product, PatchableKey>>;
  /** Fields that the product has not after it. */
  readonly clear: readonly PatchableKey[];
}

/** The product after the change. */
export function patched(product: Product, { set, clear }: ProductPatch): Product {
  const after = { ...product, ...set };
  for (const key of clear) Reflect.deleteProperty(after, key);
  return after;
}

/** A change of the API as Weir takes it. Throws `RowError` naming every field that cannot be used. */
export function fromPatchMessage(message: Message): ProductPatch {
  const faults: FieldFault[] = [];
  const idFault = idProblem(message.id);
  if (idFault !== undefined) faults.push({ field: 'id', problem: idFault });
  checkNumbers(message, faults);
  const given = names.filter((name) => message[name] !== undefined);
  const clear = message.clear.flatMap((name, at): readonly PatchableKey[] => {
    const known = names.find((each) => each === name);
    if (known === undefined) faults.push({ field: `clear[${at}]`, problem: `is none of ${names.join(', ')}` });
    else if (given.includes(known)) faults.push({ field: `clear[${at}]`, problem: `is ${name}, which is also given` });
    return known === undefined ? [] : [patchable[known]];
  });
  if (given.length === 0 && message.clear.length === 0)
    faults.push({
      field: 'id',
      problem: `has nothing to change beside it: give some of ${names.join(', ')}, or clear`,
    });
  if (faults.length > 0) throw new RowError(faults);
  return { id: message.id, set: Object.fromEntries(given.map((name) => [patchable[name], message[name]])), clear };
}

/**
 * The change that a row of a catalogue file says, read by the mapping: what it has of these fields, whatever else it
 * has. Throws `RowError` as `toProduct` does, and where it has none.
 */
export function toPatch(row: RowFields, mapping: CatalogueMapping): ProductPatch {
  const product = toProduct(row, {
    ...mapping,
    title: undefined,
    brand: undefined,
    category: undefined,
    text: [],
    attributes: [],
  });
  const set = Object.fromEntries(
    Object.values(patchable).flatMap((key) => (product[key] === undefined ? [] : [[key, product[key]]])),
  );
  if (Object.keys(set).length > 0) return { id: product.id, set, clear: [] };
  const fields = (['price', 'currency', 'stock', 'rating', 'rating_count', 'popularity', 'image', 'released'] as const)
    .map((name) => mapping[name])
    .filter((field) => field !== undefined);
  throw new RowError([{ field: mapping.id, problem: `has nothing to change beside it: none of ${fields.join(', ')}` }]);
}
