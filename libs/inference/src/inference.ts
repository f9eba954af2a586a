import { availableParallelism } from 'node:os';
import type { LoadedModel } from '@weir/registry';
import { OnnxCrossEncoder, type CrossEncoderOptions } from './onnx-cross-encoder.js';
import { OnnxEncoder } from './onnx-encoder.js';
import { Scheduler, type SchedulerLoad } from './scheduler.js';

export interface InferenceOptions {
  /** Runs at the same time, over all models; each model has as many threads. @defaultValue the cores of the machine */
  readonly threads?: number;
  /** Pieces of work of queries and rerankings that may wait before more are refused as `overloaded`. @defaultValue 64 */
  readonly maxQueued?: number;
}

/** The cores of this process as models share them. One for the whole process, so that no core is given out twice. */
export interface Inference {
  /** Rejects with `InferenceError` `failed`. */
  openEncoder(model: LoadedModel<'encoder'>): Promise<OnnxEncoder>;
  /** Rejects with `InferenceError` `failed`. */
  openCrossEncoder(model: LoadedModel<'cross-encoder'>, options: CrossEncoderOptions): Promise<OnnxCrossEncoder>;
  load(): SchedulerLoad;
}

export function createInference({ threads, maxQueued }: InferenceOptions = {}): Inference {
  const scheduler = new Scheduler(threads ?? availableParallelism(), maxQueued ?? 64);
  return {
    openEncoder: (model) => OnnxEncoder.open(model, scheduler),
    openCrossEncoder: (model, options) => OnnxCrossEncoder.open(model, scheduler, options),
    load: () => scheduler.load(),
  };
}
