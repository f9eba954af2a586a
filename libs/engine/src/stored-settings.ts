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
  if (mapping !== undefined) {
    await documents.write(mappingDocument, mapping);
    return mapping;
  }
  const stored = await documents.read(mappingDocument);
  return mappingSchema.parse(
    stored ?? (await documents.create(mappingDocument, (await firstMapping?.()) ?? usualMapping)),
  );
}

/** What signs page tokens: made once a storage, so that tokens outlive a restart and hold in every process. */
export function tokenSecret(documents: DocumentStore): Promise<Uint8Array> {
  return drawnOnce(documents, secretDocument);
}

/** What shopper and session ids are hashed with: made once a storage, so that a unit keeps its hash. */
export function unitKey(documents: DocumentStore): Promise<Uint8Array> {
  return drawnOnce(documents, unitKeyDocument);
}

/** What tells this catalogue from every other in a cache that they share: made once a storage. */
export async function catalogueId(documents: DocumentStore): Promise<string> {
  const stored = await documents.read(catalogueIdDocument);
  return String(stored ?? (await documents.create(catalogueIdDocument, randomBytes(9).toString('base64url'))));
}

/** 32 random bytes, drawn by whichever process needs them first. */
async function drawnOnce(documents: DocumentStore, name: string): Promise<Uint8Array> {
  const stored = await documents.read(name);
  const text = stored ?? (await documents.create(name, randomBytes(32).toString('base64')));
  return Buffer.from(String(text), 'base64');
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
