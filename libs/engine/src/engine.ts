import type { Cascade, ModelSetting, PairCheck, PartialPlan, Plan, ShadowComparisons, StageName } from '@weir/cascade';
import type { AdmissionObserver } from '@weir/admission';
import type { RateLimiter } from '@weir/cache';
import type { CatalogueMapping } from '@weir/catalogue';
import type { Indexer } from '@weir/indexing';
import type { Encoder, InferenceLoad, InferenceObserver } from '@weir/inference';
import type { ClusterCall } from '@weir/opensearch';
import type { Registry } from '@weir/registry';
import type { Retriever } from '@weir/retrieval';
import type { Storage } from '@weir/storage';
import type { ServedLog, UnitHash } from '@weir/events';
import type { Tracing } from '@weir/telemetry';
import type { GlobalHoldout } from '@weir/experiments';
import type { BehaviourCounts } from './behaviour.js';
import type { CacheObserver, SharedCacheOptions } from './caches.js';
import type { BackendSettings } from './configuration.js';
import type { Rules } from './merchandising/open-rules.js';
import type { Experiments } from './experiments/open-experiments.js';
import type { AdmissionConfiguration, LoadControl } from './load/load-control.js';
import type { ModelShelf } from './model-shelf.js';
import type { BasePlan } from './base-plan.js';
import type { StageAddresses } from './remote/stages.js';

export interface EngineOptions {
  /** Folder of everything that outlives a restart in this process, made if absent; null keeps all in memory (tests, evaluation). */
  readonly dataDir: string | null;
  /** Folder of models, see `Registry`. */
  readonly registryDir: string;
  /**
   * The base Plan; what it does not say has the schema's default. A model that it names by state (`name@champion`) is
   * another version after a promotion, without a restart.
   */
  readonly plan?: PartialPlan;
  /** How the catalogue's rows are read: it becomes the stored mapping, and the index is built anew if its fields change. */
  readonly mapping?: CatalogueMapping;
  /**
   * Asked for where `mapping` is absent and the folder has none yet, e.g. to guess it from the file that will be indexed.
   * @defaultValue a mapping of the usual names: id, title, description, brand, category, price, ...
   */
  readonly firstMapping?: () => Promise<CatalogueMapping>;
  /** Which servers are used. @defaultValue none: everything is in this process */
  readonly backends?: BackendSettings;
  /** Runs of models at the same time, over all models. @defaultValue 2 */
  readonly inferenceThreads?: number;
  /** Stages that other processes have. @defaultValue none: this process has them all */
  readonly stages?: StageAddresses;
  /** Bytes of cached pages and cross-encoder scores together, where no cache is shared. @defaultValue 128 MiB */
  readonly cacheBytes?: number;
  /** A cache that several processes share, in place of one of this process alone. @defaultValue none */
  readonly sharedCache?: SharedCacheOptions | undefined;
  /** Days for which what shoppers did with products counts for the features of behaviour, 0 to 30. @defaultValue 0, nothing is counted */
  readonly behaviourDays?: number;
  /** Told of what the caches do. */
  readonly cacheObserver?: CacheObserver;
  /** Bounds of what is searched at one time. @defaultValue none: all that comes is begun at once */
  readonly admission?: AdmissionConfiguration;
  /** Told of who is let in and who is refused. */
  readonly admissionObserver?: AdmissionObserver;
  /** Told of what models do, and what waits for them. */
  readonly inferenceObserver?: InferenceObserver;
  /** Told of each call of OpenSearch that has ended. */
  readonly onClusterCall?: (call: ClusterCall) => void;
  /** Units that see the base Plan whatever runs. @defaultValue null, none */
  readonly holdout?: GlobalHoldout | null;
  /** Whether the shopper's words are kept with a search. @defaultValue true */
  readonly keepQueries?: boolean;
  /** Of the searches, over which shadows are compared with what serves. @defaultValue 0 */
  readonly shadowShare?: number;
  /** Told of searches and exposures that could not be kept: of too many at once, or with the cause. */
  readonly onLostEntries?: (entries: number, error?: unknown) => void;
  /** Told of stages and background work that failed, with the cause that no answer shows. */
  readonly onFault?: (fault: EngineFault) => void;
  /** Told of a model that took another's place, after a promotion or a rollback. */
  readonly onPromotion?: (change: ModelChange) => void;
  /** Told of what is another now, whichever process changed it. */
  readonly onChange?: ((what: EngineChange) => void) | undefined;
  /** A span for each stage of a search, of whichever process. @defaultValue none */
  readonly tracing?: Pick<Tracing, 'span' | 'headers'> | undefined;
  /** Told what takes long while the engine opens. */
  readonly progress?: (step: OpeningStep) => void;
}

/** What people watch: the base Plan, the models that it serves and comparisons of models, the experiments. */
export type EngineChange = 'plan' | 'models' | 'experiments';

/** Something that failed without failing anybody's request. */
export interface EngineFault {
  /** A stage of the cascade, the making of vectors, the writing of a snapshot, what a file of the storage has lost, following what others store, the loading of what was promoted, what experiments and rules do beside a search, the counting of what shoppers did, a comparison of models, or the base Plan that somebody wrote. */
  readonly part:
    | StageName
    | 'vectors'
    | 'snapshot'
    | 'storage'
    | 'index'
    | 'models'
    | 'experiments'
    | 'merchandising'
    | 'behaviour'
    | 'comparison'
    | 'plan';
  /** Of the search, where there is one. */
  readonly searchId?: string;
  /** The promoted model that is not served, and what serves on. */
  readonly model?: { readonly setting: ModelSetting; readonly refused: string; readonly serving: string };
  readonly error: unknown;
}

/** A model that took another's place. Both are `name@version`. */
export interface ModelChange {
  readonly setting: ModelSetting;
  readonly from: string;
  readonly to: string;
}

/** A model of the base Plan. */
export interface ServedModel {
  readonly setting: ModelSetting;
  /** As the Plan was written: `name@version`, `name@champion` or `name@shadow`. */
  readonly named: string;
  /** `name@version` that answers searches. */
  readonly serving: string;
  /** What was promoted but is not served, and why; it is tried again from time to time. */
  readonly refused?: { readonly reference: string; readonly cause: string };
}

/** One step of opening, reported when it begins and as it goes on. */
export interface OpeningStep {
  readonly step: 'storage' | 'retrieval' | 'models' | 'snapshot' | 'catch-up' | 'vectors';
  /** Changes replayed (catch-up) or products still without a vector (vectors). */
  readonly done?: number;
  readonly total?: number;
}

/** The embedded default, assembled: one process that stores, indexes, searches and ranks one catalogue. */
export interface Engine {
  readonly cascade: Cascade;
  /** Comparisons of models over the searches of this process. */
  readonly comparisons: ShadowComparisons;
  /** Which two models may be compared. */
  readonly checkPair: PairCheck;
  /** Who may begin to search, and how much is done for them. */
  readonly loadControl: LoadControl;
  readonly indexer: Indexer;
  readonly storage: Storage;
  readonly retriever: Retriever;
  /** Counts calls against limits, for all processes that share the cache. */
  readonly rateLimiter: RateLimiter;
  /** Models of the registry that are loaded, or will be when they are asked for. */
  readonly shelf: ModelShelf;
  /** Another one after every write that a search could see. */
  catalogueState(): string;
  readonly registry: Registry;
  /** Encodes what the index's vectors were made with; null where the Plan has no encoder. */
  readonly encoder: Encoder | null;
  readonly mapping: CatalogueMapping;
  /** The base Plan in force, every model by its version. */
  plan(): Plan;
  /** What people change of it. */
  readonly basePlan: BasePlan;
  /** What is kept of experiments, and what this process assigns. */
  readonly experiments: Experiments;
  /** The merchandising rules that are kept, and those that act here. */
  readonly rules: Rules;
  /** Where what was served is noted, beside the searches. */
  readonly served: ServedLog;
  /** What shopper and session ids are kept as. */
  readonly hashUnit: UnitHash;
  /** What shoppers did with products; undefined where that is not counted. */
  readonly behaviour: BehaviourCounts | undefined;
  /** The models of the base Plan, and what was promoted but cannot be served. */
  models(): readonly ServedModel[];
  /** What models do here, and what waits for a core. */
  inferenceLoad(): InferenceLoad;
  /** Resolves when what is promoted now is served, or refused. */
  followStates(): Promise<void>;
  /** Loads what the new base Plan names, then swaps to it: searches under way end with the old one. Rejects, changing nothing, if a model cannot be loaded. */
  setPlan(plan: PartialPlan): Promise<void>;
  /** Searches until the hot code is compiled. Opening does it; a catalogue that was filled since wants it again. */
  warmUp(): Promise<void>;
  /** Writes the retriever's snapshot if anything changed since the last. */
  saveSnapshot(): Promise<void>;
  /** Waits for searches under way, saves a snapshot, releases models and storage. */
  close(): Promise<void>;
}
