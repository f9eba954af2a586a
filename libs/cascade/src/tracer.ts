/** A span under way: what a trace says of one stage. */
export interface StageSpan {
  /** Counts, times and names of Weir's own; nothing that a shopper typed. */
  set(attributes: Readonly<Record<string, string | number | boolean>>): void;
  fail(reason: string): void;
}

/** Port: the spans of a trace. Whoever called the cascade has begun the one that these are below. */
export interface Tracer {
  span<T>(name: string, work: (span: StageSpan) => Promise<T>): Promise<T>;
}

/** Runs work as a span where traces are on. Where they are off it only runs it. */
export function traced<T>(
  { tracer }: { readonly tracer?: Tracer | undefined },
  name: string,
  work: (span: StageSpan | undefined) => Promise<T>,
): Promise<T> {
  return tracer === undefined ? work(undefined) : tracer.span(name, work);
}
