import type { Admission, Dimmer } from '@weir/admission';
import type { Cache, Leases } from '@weir/cache';
import type { Product, StoredProduct } from '@weir/catalogue';
import type { Behaviour, FeatureInput } from '@weir/features';
import type { CrossEncoder, Encoder, Patience } from '@weir/inference';
import type { RuleSet } from '@weir/merchandising';
import type { BlendManifest } from '@weir/registry';
import type { Finder } from '@weir/retrieval';
import type { AppliedVariant } from './applied-variant.js';
import type { Plan } from './plan.js';
import type { ModelSetting } from './plan-models.js';
import type { SearchRequest, SearchResponse, StageName } from './search.js';
import type { ShadowSearch } from './shadow/shadow-search.js';
import type { Time } from './time.js';
import type { Tracer } from './tracer.js';

/** A loaded tree ensemble with the features that it reads. */
export interface Ranker {
  /** `name@version`. */
  readonly model: string;
  /** Names of the features, one a column. */
  readonly features: readonly string[];
  /** Row-major: one row a candidate of the input, one column a feature; missing is NaN. */
  matrix(input: FeatureInput): Float64Array;
  /** One score a row, greater is better. */
  score(matrix: Float64Array, rows: number, patience: Patience): Promise<Float64Array>;
  /** SHAP value of each feature for one row, then the expected value: features + 1 numbers that add up to the score. */
  contributions(row: Float64Array): Float64Array;
}

export type Blend = BlendManifest['blend'];

/** Models by `name@version`. A method rejects when the model cannot be loaded, and may take as long as loading takes. */
export interface Models {
  /** What a Plan's reference names now, as `name@version`: `name@champion` is another version after a promotion. What names nothing is given back as it is. */
  resolve(reference: string): Promise<string>;
  encoder(reference: string): Promise<Encoder>;
  ranker(reference: string): Promise<Ranker>;
  crossEncoder(reference: string): Promise<CrossEncoder>;
  blend(reference: string): Promise<Blend>;
  /** Why a Plan may not name this model in this place, for the person who wrote it; undefined if it may. */
  refusal(setting: ModelSetting, reference: string): Promise<string | undefined>;
}

/** Which variants a request gets and the Plan that follows from them. */
export interface Assignment {
  readonly plan: Plan;
  readonly variants: readonly AppliedVariant[];
  /** Where the page is to be made of two rankings; `plan` is then the control's. */
  readonly interleaved?: InterleavedPlan;
}

/** The other half of an interleaved page. */
export interface InterleavedPlan {
  readonly experiment: string;
  /** Keys of the control and of its challenger. */
  readonly variants: readonly [string, string];
  /** The challenger's. */
  readonly plan: Plan;
}

/** Port: experiments. Takes microseconds; a promise only where the variant that a shopper had before has to be read. */
export interface Assigner {
  assign(request: SearchRequest, base: Plan): Assignment | Promise<Assignment>;
}

/** A search that was answered, as those who count impressions and exposures see it. */
export interface ServedSearch {
  readonly request: SearchRequest;
  readonly response: SearchResponse;
}

/** A stage that failed or was late, with the internal cause that no answer shows. */
export interface StageFault {
  readonly stage: StageName;
  readonly searchId: string;
  readonly error: unknown;
}

/** Products as they are shown. */
export interface Products {
  /** In the order of `ids`; undefined where there is none. */
  get(ids: readonly string[], patience?: Patience): Promise<readonly (StoredProduct | undefined)[]>;
}

/** What a cascade is made of. */
export interface CascadeParts {
  readonly retriever: Finder;
  readonly products: Products;
  readonly cache: Cache;
  /** Among the processes that share the cache, so that a page that all of them miss is computed by one. Absent: each computes it. */
  readonly leases?: Leases;
  readonly models: Models;
  /** The base Plan in force. */
  readonly plan: () => Plan;
  /** Changes with every write that a search could see, before the write is acknowledged. */
  readonly catalogueVersion: () => string;
  /** The text of a product that the cross-encoder reads. */
  readonly modelText: (product: Product) => string;
  readonly time: Time;
  /** A span for each stage; absent where traces are off. */
  readonly tracer?: Tracer | undefined;
  /** A new unique id for each search. */
  readonly newId: () => string;
  /** Signs page tokens: 16 bytes or more, the same in every process that answers for one shop. */
  readonly tokenSecret: Uint8Array;
  /** Prefix of this shop's cache keys. @defaultValue `weir` */
  readonly tenant?: string;
  /** Absent until experiments run: every request gets the base Plan. */
  readonly assigner?: Assigner;
  /** The merchandising rules in force; absent where there are none. */
  readonly rules?: () => RuleSet;
  /** Who may begin to search what is not cached, and who is refused. Absent: everybody may. */
  readonly admission?: Pick<Admission, 'admit'>;
  /** Resolves when a long computation may begin on this thread, which then begins at once. Absent: always. */
  readonly turn?: () => Promise<void>;
  /** How much of what an answer can do without may be done now. Absent: all of it. */
  readonly dimmer?: Pick<Dimmer, 'share'>;
  /** What shoppers did with each product; absent where no events are kept. */
  readonly behaviour?: (ids: readonly string[]) => Promise<readonly (Behaviour | undefined)[]>;
  /** Told of each search of a shopper that was answered, tools left out. It must return at once. */
  readonly onServed?: (served: ServedSearch) => void;
  /** Told of each search of a shopper whose list was computed and not taken from a cache. It must return at once. */
  readonly onRanked?: (search: ShadowSearch) => void;
  /** Told of each stage that failed, for logs and metrics. */
  readonly onFault?: (fault: StageFault) => void;
}
