/** Why a unit got the variant that it got, or none. */
export type AssignmentReason = AppliedReason | RefusedReason;

/** Why a variant applies. */
export type AppliedReason =
  /** Drawn by the hash. */
  | 'split'
  /** Named in `forced`; not analysed. */
  | 'forced'
  /** Kept from an earlier draw. */
  | 'sticky';

/** Why none does. */
export type RefusedReason =
  /** The targeting condition is not met. */
  | 'not_targeted'
  /** Outside the coverage, as it is now. */
  | 'not_covered'
  /** Its part of the layer belongs to another experiment, or to none. */
  | 'layer'
  /** In the global holdout. */
  | 'holdout'
  /** Not in a variant of another experiment that is asked for. */
  | 'prerequisite'
  /** The request has no id of the unit. */
  | 'no_unit'
  /** Not running, not begun, or over. */
  | 'off';

/** An experiment whose two variants the unit sees on one page. */
export interface Interleaved {
  readonly experiment: string;
  /** The control, then its challenger. */
  readonly variants: readonly [string, string];
  /** What to lay over the base Plan for the challenger's ranking, other experiments' overlays included. */
  readonly overlays: readonly PlanOverlay[];
}

/** What one experiment means for one request. */
export interface Assignment {
  readonly experiment: string;
  /** Phase that the exposure belongs to: the current one, or with `sticky` the one that drew the variant. */
  readonly phase: number;
  /** null: the base Plan. */
  readonly variant: string | null;
  /** Index in the experiment's variants, -1 for none. */
  readonly variantIndex: number;
  readonly reason: AssignmentReason;
  /** Whether the unit counts in the analysis, so that an exposure is logged: `split` and `sticky`. */
  readonly inExperiment: boolean;
  /** Where weights are allocated: the batch whose weights drew the variant. */
  readonly batch?: number | undefined;
  /** The id that an exposure is of; '' where no variant applies. */
  readonly unit: string;
}

/** A partial Plan that a variant lays over those before it. */
export interface PlanOverlay {
  readonly experiment: string;
  readonly variant: string;
  readonly plan: Readonly<Record<string, unknown>>;
}

export interface AssignmentResult {
  /** One an experiment that was compiled, by start time, then key. */
  readonly assignments: readonly Assignment[];
  /** In the same order, of variants that change something. */
  readonly overlays: readonly PlanOverlay[];
  /** Where a page is to be made of two rankings; `overlays` are then of the control's. */
  readonly interleaved?: Interleaved;
}

/** Attributes of a request, as JSON: conditions read them by dotted path. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A variant that a unit has kept, with the phase that drew it. */
export interface StickyVariant {
  readonly variant: string;
  readonly phase: number;
  /** Where weights are allocated: the batch that drew it. */
  readonly batch?: number | undefined;
}

/** Looks up what a unit has kept; in memory, for it runs in the middle of a search. */
export type StickyLookup = (experiment: string, unit: string) => StickyVariant | undefined;

export interface AssignmentRequest {
  readonly shopperId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly attributes?: Attributes | undefined;
  /** Wall clock, ms since 1970: schedules and ramps go by it. */
  readonly now: number;
  readonly sticky?: StickyLookup | undefined;
}

/** Units that see the base Plan whatever runs, to measure what all experiments together are worth. */
export interface GlobalHoldout {
  /** 0..1 of all units. */
  readonly share: number;
  /** Changing it draws another set of units. */
  readonly seed: string;
}
