/** An event as a caller gives it, whatever it came by. Absent and empty mean the same. */
export interface EventInput {
  readonly event_id: string;
  readonly action: string;
  readonly search_id?: string | undefined;
  readonly shopper_id?: string | undefined;
  readonly session_id?: string | undefined;
  readonly product_id?: string | undefined;
  readonly position?: number | undefined;
  /** ms since the Unix epoch. */
  readonly at_ms?: number | undefined;
  readonly quantity?: number | undefined;
  /** Minor units of `currency`. */
  readonly revenue_minor?: number | undefined;
  readonly currency?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: string | undefined;
  readonly value?: number | undefined;
  readonly user_agent?: string | undefined;
}

/** One field of an event that is wrong, and what would be right. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}
