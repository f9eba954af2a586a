import { Recorder } from '@weir/events';
import type { Metrics } from '@weir/telemetry';
import type { Engine } from '../engine.js';

export interface RecorderParts {
  readonly metrics: Metrics;
  readonly events: { readonly keep_queries: boolean; readonly future_ms: number; readonly past_days: number };
  /** Told when events were acknowledged: results may be others. */
  readonly recorded?: () => void;
}

/** What events are recorded with. */
export type RecordingEngine = Pick<Engine, 'storage' | 'served' | 'experiments' | 'hashUnit' | 'behaviour'>;

/** What takes events in, for all who record them in this process. */
export function eventRecorder(engine: RecordingEngine, { metrics, events, recorded }: RecorderParts): Recorder {
  return new Recorder({
    store: {
      append: async (batch) => {
        const appended = await engine.storage.events.append(batch);
        recorded?.();
        return appended;
      },
      // What was served to them a moment ago goes too.
      forget: (unit) => engine.served.flush().then(() => engine.storage.events.forget(unit)),
    },
    forgotten: (shopperId, units) => engine.experiments.forget(shopperId, units),
    hashUnit: engine.hashUnit,
    now: Date.now,
    keepQuery: events.keep_queries,
    onRecorded: (written) => {
      metrics.events.took(written);
      engine.behaviour?.note(written);
    },
    clock: { futureMs: events.future_ms, pastMs: events.past_days * 86_400_000 },
  });
}
