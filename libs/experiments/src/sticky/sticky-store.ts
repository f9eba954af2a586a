import type { Cache } from '@weir/cache';
import type { DocumentStore } from '@weir/storage';
import { z } from 'zod';
import type { StickyVariant } from '../assignment/assignment.js';

/** What one unit has kept, by experiment. */
export type KeptVariants = Readonly<Record<string, StickyVariant>>;

/** Port: what units have kept, where it outlives this process. */
export interface StickyStore {
  /** undefined where nothing is known of the unit. */
  load(unit: string): Promise<KeptVariants | undefined>;
  save(unit: string, kept: KeptVariants): Promise<void>;
  /** Deletes what is kept under a name (see `UnitName`). */
  remove(name: string): Promise<void>;
}

/** Names a unit in a store: a keyed hash, so that no shopper's id is kept. */
export type UnitName = (unit: string) => string;

const keptSchema = z.record(
  z.string(),
  z.strictObject({ variant: z.string(), phase: z.int().min(1), batch: z.int().min(1).optional() }),
);

/** In the Storage port's documents: kept for good. */
export function stickyInDocuments(documents: DocumentStore, nameOf: UnitName): StickyStore {
  return {
    load: async (unit) => toKept(await documents.read(documentName(nameOf(unit)))),
    save: (unit, kept) => documents.write(documentName(nameOf(unit)), kept),
    remove: (name) => documents.delete(documentName(name)),
  };
}

/** In the Cache port: shared by replicas where the cache is, and lost with it, when units are drawn anew. */
export function stickyInCache(
  cache: Cache,
  { nameOf, ttlMs }: { readonly nameOf: UnitName; readonly ttlMs: number },
): StickyStore {
  return {
    load: async (unit) => {
      const cached = await cache.get(documentName(nameOf(unit)));
      return cached.kind === 'hit' ? toKept(JSON.parse(new TextDecoder().decode(cached.value))) : undefined;
    },
    save: (unit, kept) => cache.set(documentName(nameOf(unit)), new TextEncoder().encode(JSON.stringify(kept)), ttlMs),
    // A value that lives no time at all: nothing is kept of a name.
    remove: (name) => cache.set(documentName(name), null, 0),
  };
}

function documentName(name: string): string {
  return `sticky/${name}`;
}

/** What cannot be read is as good as not there: the unit is drawn by the hash again. */
function toKept(value: unknown): KeptVariants | undefined {
  const parsed = keptSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
