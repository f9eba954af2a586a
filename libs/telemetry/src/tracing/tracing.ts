/** What a span says of itself: counts, times, names of Weir's own. Never what a shopper typed, nor who they are. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** A span under way. */
export interface TraceSpan {
  set(attributes: SpanAttributes): void;
  /** Marks it as failed. `reason` is a text for everybody who may see traces: no message of an inner error. */
  fail(reason: string): void;
}

/** The span of a request that this process answers. It ends once, however often it is told to. */
export interface RequestSpan extends TraceSpan {
  /** Runs work under it: spans, calls of other processes and log lines from there on belong to it. */
  run<T>(work: () => T): T;
  end(): void;
}

export interface RequestAbout {
  /** The rpc or the route's pattern, so that there are few of them. */
  readonly name: string;
  /** W3C `traceparent` and `tracestate` of the caller, as they came. */
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  readonly attributes: SpanAttributes;
}

/** Names of the span that is under way, as log lines have them. */
export interface TraceIds {
  readonly trace_id: string;
  readonly span_id: string;
}

/** The traces of this process. It exists only where traces are on: who has none does nothing for them. */
export interface Tracing {
  /** A span for a request, below the caller's where that is given. */
  begin(request: RequestAbout): RequestSpan;
  /** Runs work as a span below the one that is under way. Without one (warm-up, background work) it makes none. */
  span<T>(name: string, work: (span: TraceSpan) => Promise<T>): Promise<T>;
  /** Says more of the span that is under way, if there is one. */
  annotate(attributes: SpanAttributes): void;
  /** Of the span under way if it is recorded. */
  ids(): TraceIds | undefined;
  /** Headers for a call of another process, so that its spans are below the one that is under way. */
  headers(): Readonly<Record<string, string>>;
  /** Sends what is not sent yet; gives it up after a while. */
  shutdown(): Promise<void>;
}

/** A process as its traces name it. */
export interface TracedProcess {
  /** E.g. `weir-search`. */
  readonly name: string;
  readonly version: string;
  /** Told of spans that could not be sent. Searches never wait for that. */
  readonly onLost: (error: unknown) => void;
}
