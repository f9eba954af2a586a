import type { CrossEncoder, Encoder } from '../models.js';

/** Where the models come from. */
export interface LoadedModels {
  /** Rejects where it cannot be loaded. */
  crossEncoder(reference: string): Promise<CrossEncoder>;
  /** Why a caller may not name this model, for the caller; undefined if they may. */
  refusal(reference: string): Promise<string | undefined>;
}

/** What a process offers to those who name no model. */
export interface DefaultModels {
  readonly crossEncoder: CrossEncoder;
  /** Tokens of a pair. */
  readonly maxTokens: number;
  /** Absent where the process has none. */
  readonly encoder?: Encoder;
}
