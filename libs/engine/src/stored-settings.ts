import { randomBytes } from 'node:crypto';
import { type CatalogueMapping, mappingSchema } from '@weir/catalogue';
import type { DocumentStore } from '@weir/storage';
import type { EngineOptions } from './engine.js';

const mappingDocument = 'catalogue.mapping';
const secretDocument = 'cascade.token-secret';
const unitKeyDocument = 'events.unit-key';
const catalogueIdDocument = 'catalogue.id';

/** The mapping in force: the one given, else the stored one, else the first one, which is stored from then on. */
export async function settleMapping(
  documents: DocumentStore,
  { mapping, firstMapping }: Pick<EngineOptions, 'mapping' | 'firstMapping'>,
): Promise<CatalogueMapping> {
  const stored = await documents.read(mappingDocument);
  if (mapping === undefined && stored !== undefined) return mappingSchema.parse(stored);
  const settled = mapping ?? (await firstMapping?.()) ?? usualMapping;
  await documents.write(mappingDocument, settled);
  return settled;
}

/** What signs page tokens: made once a data folder, so that tokens outlive a restart. */
export async function tokenSecret(documents: DocumentStore): Promise<Uint8Array> {
  const stored = await documents.read(secretDocument);
  if (typeof stored === 'string') return Buffer.from(stored, 'base64');
  const made = randomBytes(32);
  await documents.write(secretDocument, made.toString('base64'));
  return made;
}

/** What tells this catalogue from every other in a cache that they share: made once a data folder. */
export async function catalogueId(documents: DocumentStore): Promise<string> {
  const stored = await documents.read(catalogueIdDocument);
  if (typeof stored === 'string') return stored;
  const made = randomBytes(9).toString('base64url');
  await documents.write(catalogueIdDocument, made);
  return made;
}

/** What shopper and session ids are hashed with: made once a data folder, so that a unit keeps its hash. */
export async function unitKey(documents: DocumentStore): Promise<Uint8Array> {
  const stored = await documents.read(unitKeyDocument);
  if (typeof stored === 'string') return Buffer.from(stored, 'base64');
  const made = randomBytes(32);
  await documents.write(unitKeyDocument, made.toString('base64'));
  return made;
}

/** For products that come by the API alone: they bring Weir's own field names. */
const usualMapping: CatalogueMapping = mappingSchema.parse({
  id: 'id',
  title: 'title',
  text: ['description'],
  brand: 'brand',
  category: 'category',
  price: 'price',
  currency: 'currency',
  stock: 'stock',
  rating: 'rating',
  rating_count: 'rating_count',
  popularity: 'popularity',
  image: 'image',
  released: 'released',
  attributes: ['*'],
});
