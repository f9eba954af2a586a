import type { DocumentStore } from '@weir/storage';

/** Where the products of a catalogue came from: a made-up shop gives way to the first real one. */
export interface CatalogueSource {
  readonly kind: 'demo' | 'file';
  /** Name of the file. */
  readonly name?: string;
}

const sourceDocument = 'catalogue.source';

/** Undefined where the products came by the API alone. */
export async function readCatalogueSource(documents: DocumentStore): Promise<CatalogueSource | undefined> {
  return (await documents.read(sourceDocument)) as CatalogueSource | undefined;
}

export async function writeCatalogueSource(documents: DocumentStore, source: CatalogueSource): Promise<void> {
  await documents.write(sourceDocument, source);
}
