import type { Product, ProductPatch, StoredProduct } from '@weir/catalogue';
import type { EventStore } from './event-store.js';
import type { RecordStore } from './record-store.js';

/** A change of the catalogue, in the order in which the store took it. */
export type ProductChange =
  | { readonly kind: 'upsert'; readonly version: number; readonly product: Product; readonly vector?: StoredVector }
  | { readonly kind: 'delete'; readonly version: number; readonly id: string };

/** A product's vector with the encoder that made it (`name@version`), so that another encoder's is not mistaken for it. */
export interface StoredVector {
  readonly encoder: string;
  readonly values: Float32Array;
}

/** A product's vector as it is kept: with the version of the product that it was made of. */
export interface ProductVector {
  readonly id: string;
  readonly version: number;
  readonly vector: StoredVector;
}

/** A product after a change of some of its fields. */
export interface PatchedProduct extends StoredProduct {
  /** The version that it was changed from. */
  readonly before: number;
  /** Encoders whose vector went over to the new version. */
  readonly encoders: readonly string[];
}

/**
 * Port: products that must outlive a restart. What a method acknowledged is on disk. Where several processes have one
 * storage open, versions order the writes of all of them.
 */
export interface ProductStore {
  /**
   * Resolves with the versions in order, when durable. Where it rejects, nothing was written if the engine has
   * transactions (the embedded one), else perhaps a part: writing it again is harmless.
   */
  upsert(products: readonly Product[]): Promise<readonly number[]>;
  /** Deletes; an id that is not there is not an error. Resolves with one version an id, when durable. Rejects as `upsert`. */
  remove(ids: readonly string[]): Promise<readonly number[]>;
  /**
   * Changes fields of products as they are when the change is written, so that nothing that another write changes is
   * lost. Their vectors go over to the new version: no text is made of these fields. Resolves in order, when durable;
   * undefined where there is no product of the id.
   */
  patch(patches: readonly ProductPatch[]): Promise<readonly (PatchedProduct | undefined)[]>;
  /** Keeps a vector with the product if it still has that version. */
  setVectors(
    vectors: readonly { readonly id: string; readonly version: number; readonly vector: StoredVector }[],
  ): Promise<void>;
  /** Vectors of products that still have these versions; in order, undefined where the encoder has made none. */
  vectorsOf(
    products: readonly { readonly id: string; readonly version: number }[],
    encoder: string,
  ): Promise<readonly (Float32Array | undefined)[]>;
  /** In the order of `ids`; undefined where there is none. */
  get(ids: readonly string[]): Promise<readonly (StoredProduct | undefined)[]>;
  /**
   * Live products and deletions with a version above `after`, in version order; all that was acknowledged before the call,
   * and nothing appears later below what was told. Memory stays bounded. A product comes with its vector of `encoder`,
   * without one named with the vector kept last.
   */
  changes(after: number, encoder?: string): AsyncIterable<readonly ProductChange[]>;
  /**
   * Vectors kept after a position, in the order in which they were kept, of products that still have that version;
   * `position` is where the next call goes on. Memory stays bounded.
   */
  vectorChanges(
    after: number,
  ): AsyncIterable<{ readonly position: number; readonly vectors: readonly ProductVector[] }>;
  /** Live products that have no vector of this encoder. */
  withoutVector(encoder: string): AsyncIterable<readonly { readonly id: string; readonly version: number }[]>;
  /** Live products; with `after` those written after that version. */
  count(after?: number): Promise<number>;
  /** Highest version given out, 0 for an empty store. */
  lastVersion(): Promise<number>;
  /** Highest position of a vector, 0 if none was ever kept. */
  lastVectorPosition(): Promise<number>;
  /** Removes every product (a catalogue that is replaced) that was there when it was called. Versions go on. */
  clear(): Promise<void>;
}

/** Small named documents: the catalogue's mapping and fingerprint. */
export interface DocumentStore {
  read(name: string): Promise<unknown>;
  write(name: string, value: unknown): Promise<void>;
  /** Writes it only where there is none: resolves with what is stored then, the same for all that call it at a time. */
  create(name: string, value: unknown): Promise<unknown>;
  /** Durable when it resolves; what is not there is deleted. */
  delete(name: string): Promise<void>;
}

/** One opened storage, to be closed by who opened it. */
export interface Storage {
  readonly products: ProductStore;
  readonly documents: DocumentStore;
  readonly records: RecordStore;
  readonly events: EventStore;
  close(): Promise<void>;
}
