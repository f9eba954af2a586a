export const kinds = ['top', 'trending', 'zero_result', 'zero_click', 'slow', 'degrading'] as const;
export type Kind = (typeof kinds)[number];

const day = 86_400_000;
/** Spans that end now, ms. */
const spans = { hour: 3_600_000, day, week: 7 * day, month: 28 * day } as const;
export type Span = keyof typeof spans;

/** What the page shows, as its address says it; what is usual is absent. */
export interface View {
  /** @defaultValue 'top' */
  readonly kind?: Exclude<Kind, 'top'>;
  /** @defaultValue 'week' */
  readonly span?: Exclude<Span, 'week'>;
  /** In place of a span: first and last time, ms since 1970. */
  readonly from?: number;
  readonly to?: number;
  readonly contains?: string;
  /** Without simulated shoppers. */
  readonly real?: true;
  /** The query that is shown in detail. */
  readonly query?: string;
}

/** What an address says of it; what it cannot say is left out. */
export function readView(search: Readonly<Record<string, unknown>>): View {
  const { kind, span, from, to, contains, real, query } = search;
  const isTime = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 8.64e15;
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 512;
  // An address reads `?query=42` as a number.
  const words = typeof query === 'number' ? String(query) : query;
  const part = typeof contains === 'number' ? String(contains) : contains;
  return {
    ...(isOneOf(kinds, kind) && kind !== 'top' && { kind }),
    ...(isOneOf(['hour', 'day', 'month'] as const, span) && { span }),
    ...(isTime(from) && isTime(to) && from < to && { from, to }),
    ...(isText(part) && { contains: part }),
    ...(real === true && { real }),
    ...(isText(words) && { query: words }),
  };
}

/** The span of time that is asked for, now. */
export function rangeOf({ span, from, to }: View): { readonly from_ms: number; readonly to_ms: number } {
  if (from !== undefined && to !== undefined) return { from_ms: from, to_ms: to };
  const now = Date.now();
  return { from_ms: now - spans[span ?? 'week'], to_ms: now };
}

/** The view but for these. */
export function without(view: View, ...names: readonly (keyof View)[]): View {
  return Object.fromEntries(Object.entries(view).filter(([name]) => !names.some((each) => each === name)));
}

function isOneOf<Value extends string>(values: readonly Value[], value: unknown): value is Value {
  return values.some((each) => each === value);
}
