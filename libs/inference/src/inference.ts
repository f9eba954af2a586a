import { availableParallelism } from 'node:os';
import type { LoadedModel } from '@weir/registry';
import { OnnxCrossEncoder, type CrossEncoderOptions } from './onnx-cross-encoder.js';
import { OnnxEncoder } from './onnx-encoder.js';
import type { InferenceObserver } from './inference-observer.js';
import { priorities, Scheduler, type SchedulerLoad } from './scheduler.js';

export interface InferenceOptions {
  /** Runs at the same time, over all models; each model has as many threads. @defaultValue the cores of the machine */
  readonly threads?: number;
  /** Pieces of work of queries and rerankings that may wait before more are refused as `overloaded`. @defaultValue 64 */
  readonly maxQueued?: number;
  /** Told of what models do. */
  readonly observer?: InferenceObserver | undefined;
}

/** What models do in this process now. */
export interface InferenceLoad extends SchedulerLoad {
  /** What the threads of each model that is open hold of JavaScript's memory and outside of it for JavaScript, bytes. */
  readonly memory: ReadonlyMap<string, number>;
}

/** The cores of this process as models share them. One for the whole process, so that no core is given out twice. */
export interface Inference {
  /** Rejects with `InferenceError` `failed`. */
  openEncoder(model: LoadedModel<'encoder'>): Promise<OnnxEncoder>;
  /** Rejects with `InferenceError` `failed`. */
  openCrossEncoder(model: LoadedModel<'cross-encoder'>, options: CrossEncoderOptions): Promise<OnnxCrossEncoder>;
  load(): InferenceLoad;
  /** Expected ms until a reranking that arrived now would begin. */
  rerankWaitMs(): number;
}

export function createInference({ threads, maxQueued, observer }: InferenceOptions = {}): Inference {
  const scheduler = new Scheduler(threads ?? availableParallelism(), maxQueued ?? 64, observer);
  const opened = new Set<OnnxEncoder | OnnxCrossEncoder>();
  const kept = <Model extends OnnxEncoder | OnnxCrossEncoder>(model: Model): Model => {
    opened.add(model);
    return model;
  };
  return {
    openEncoder: async (model) => kept(await OnnxEncoder.open(model, scheduler)),
    openCrossEncoder: async (model, options) => kept(await OnnxCrossEncoder.open(model, scheduler, options)),
    load: () => ({ ...scheduler.load(), memory: memoryOf(opened) }),
    rerankWaitMs: () => scheduler.waitMs(priorities.rerank),
  };
}

/** Bytes by model. Forgets models that are closed. */
function memoryOf(opened: Set<OnnxEncoder | OnnxCrossEncoder>): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const model of opened) {
    const threads = model.memory();
    if (threads.length === 0) opened.delete(model);
    else
      bytes.set(
        model.model,
        threads.reduce((sum, each) => sum + each, bytes.get(model.model) ?? 0),
      );
  }
  return bytes;
}
