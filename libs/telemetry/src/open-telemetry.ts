import { faultLog } from './fault-log.js';
import { createLog, type Log, type LogLevel } from './log.js';
import { openTracing, type TraceSettings } from './tracing/open-tracing.js';
import type { Tracing } from './tracing/tracing.js';

export interface TelemetrySettings {
  readonly log: { readonly level: LogLevel };
  readonly telemetry: { readonly traces: TraceSettings };
}

export interface Telemetry {
  readonly log: Log;
  /** Undefined where traces are off. */
  readonly tracing: Tracing | undefined;
}

/**
 * The log and the traces of a process, as the configuration wants them. Lines that are written under a span name it.
 *
 * @param identity of the process in traces, e.g. `weir-search`
 */
export async function openTelemetry(
  { log: { level }, telemetry: { traces } }: TelemetrySettings,
  identity: { readonly name: string; readonly version: string },
): Promise<Telemetry> {
  if (traces.endpoint === undefined) return { log: createLog(level), tracing: undefined };
  const lost = (error: unknown): void => {
    tellLost('traces', error, { endpoint: traces.endpoint }, 'spans were not taken by the collector: they are lost');
  };
  const tracing = await openTracing(traces, { ...identity, onLost: lost });
  const log = createLog(level, { about: () => tracing?.ids() });
  const tellLost = faultLog(log);
  return { log, tracing };
}
