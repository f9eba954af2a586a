import type { TracedProcess, Tracing } from './tracing.js';

export interface TraceSettings {
  /** Base address of an OTLP collector over HTTP; absent: no traces. */
  readonly endpoint?: string | undefined;
  /** Share of the requests without a caller's decision that are recorded, 0 to 1. */
  readonly sample_ratio: number;
}

/** The traces of this process; undefined where they are off, and then OpenTelemetry is not even loaded. */
export async function openTracing(settings: TraceSettings, process: TracedProcess): Promise<Tracing | undefined> {
  const { endpoint, sample_ratio: ratio } = settings;
  if (endpoint === undefined) return undefined;
  const { OtlpTracing } = await import('./otlp-tracing.js');
  return new OtlpTracing({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, ratio }, process);
}
