import type { Cascade, PartialPlan, Plan } from '@weir/cascade';
import type { CatalogueMapping } from '@weir/catalogue';
import type { Indexer } from '@weir/indexing';
import type { Encoder } from '@weir/inference';
import type { Registry } from '@weir/registry';
import type { Retriever } from '@weir/retrieval';
import type { Storage } from '@weir/storage';

export interface EngineOptions {
  /** Folder of everything that outlives a restart, made if absent; null keeps all in memory (tests, evaluation). */
  readonly dataDir: string | null;
  /** Folder of models: `<name>/<version>/manifest.json`. */
  readonly registryDir: string;
  /** The base Plan; what it does not say has the schema's default. */
  readonly plan?: PartialPlan;
  /**
   * How the catalogue's rows are read. Given: it becomes the stored mapping, and the index is rebuilt if it differs from
   * the one stored. Absent: the stored mapping, or for an empty folder the default one.
   */
  readonly mapping?: CatalogueMapping;
  /** Worker threads a model. @defaultValue 1 */
  readonly inferenceThreads?: number;
  /** Bytes of cached pages and cross-encoder scores together. @defaultValue 128 MiB */
  readonly cacheBytes?: number;
  /** False leaves the vectors of new products to the caller (`indexer`), for catalogues that are only searched by words. @defaultValue true */
  readonly vectors?: boolean;
  /** Told what takes long while the engine opens. */
  readonly progress?: (step: OpeningStep) => void;
}

/** One step of opening, reported when it begins and as it goes on. */
export interface OpeningStep {
  readonly step: 'storage' | 'models' | 'snapshot' | 'catch-up' | 'vectors';
  /** Products done so far, where that is meaningful. */
  readonly done?: number;
  readonly total?: number;
}

/** The embedded default, assembled: one process that stores, indexes, searches and ranks one catalogue. */
export interface Engine {
  readonly cascade: Cascade;
  readonly indexer: Indexer;
  readonly storage: Storage;
  readonly retriever: Retriever;
  readonly registry: Registry;
  /** Encodes what the index's vectors were made with; null where the Plan has no encoder. */
  readonly encoder: Encoder | null;
  readonly mapping: CatalogueMapping;
  /** The base Plan in force. */
  plan(): Plan;
  /** Loads what the new base Plan names, then swaps to it: searches under way end with the old one. Rejects, changing nothing, if a model cannot be loaded. */
  setPlan(plan: PartialPlan): Promise<void>;
  /** Writes the retriever's snapshot if anything changed since the last. */
  saveSnapshot(): Promise<void>;
  /** Waits for searches under way, saves a snapshot, releases models and storage. */
  close(): Promise<void>;
}
