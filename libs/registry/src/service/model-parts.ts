import type { Registry } from '../registry.js';

/** A place of the base Plan and the model in it. */
export interface Place {
  /** E.g. `ranker.model`. */
  readonly setting: string;
  /** As the Plan was written. */
  readonly named: string;
  /** `name@version` that answers searches. */
  readonly serving: string;
  /** What was promoted but is not served, and why. */
  readonly refused?: { readonly reference: string; readonly cause: string };
}

/** Time of the last calls of a model. */
export interface CallTimes {
  /** What one call is. */
  readonly per: string;
  /** Calls that the quantiles are of. */
  readonly calls: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** What the process that answers does with the models of the registry. */
export interface ServingModels {
  /** Of the base Plan. */
  places(): readonly Place[];
  isLoaded(reference: string): boolean;
  /** Undefined until there was a call. */
  times(reference: string): CallTimes | undefined;
  /** Resolves when the states as they are now are served, or refused. */
  followStates(): Promise<void>;
}

/** What the API of models is made of. */
export interface ModelParts {
  readonly registry: Registry;
  readonly serving: ServingModels;
  /** Told of each change of a state. */
  readonly changed: () => void;
}
