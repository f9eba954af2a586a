import { type InferenceLoad, type InferenceObserver, priorities } from '@weir/inference';
import type { Metrics } from '@weir/telemetry';

const names = Object.keys(priorities) as readonly (keyof typeof priorities)[];

/** Counts and times what models do. */
export function inferenceObserver({ inference }: Metrics): InferenceObserver {
  return {
    waited: (priority, ms) => {
      inference.waited(names.find((name) => priorities[name] === priority) ?? '', ms);
    },
    ran: (piece) => {
      inference.ran(piece);
    },
  };
}

/** What waits for a core and what was done, of a process that runs models. */
export function showInference({ whenAsked }: Metrics, load: () => InferenceLoad): void {
  whenAsked.gauge('weir_inference_queued', 'Pieces of work that wait for a core.', () => load().queued);
  whenAsked.gauge('weir_inference_running', 'Pieces of work that run.', () => load().running);
  whenAsked.counted('weir_inference_completed_total', 'Pieces of work done.', () => load().completed);
  whenAsked.counted(
    'weir_inference_queue_seconds_total',
    'Time that pieces of work have waited for a core, all together.',
    () => load().waitedMs / 1000,
  );
  whenAsked.labelledCounted(
    'weir_inference_dropped_total',
    'Pieces of work that were not begun: deadline, cancelled (the caller left), or overloaded (too many waited).',
    ['cause'],
    () => Object.entries(load().dropped).map(([cause, pieces]) => [{ cause }, pieces] as const),
  );
  whenAsked.labelledGauge(
    'weir_model_threads_memory_bytes',
    "What the threads of a model hold of JavaScript's memory and outside of it for JavaScript; the runtime's own is not known.",
    ['model'],
    () => Array.from(load().memory, ([model, bytes]) => [{ model }, bytes] as const),
  );
}
