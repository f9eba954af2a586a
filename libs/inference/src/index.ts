export { benchmarkInference } from './benchmark.js';
export type { BenchmarkOptions, BenchmarkReport, PairsRun, Percentiles } from './benchmark.js';
export { createInference } from './inference.js';
export type { Inference, InferenceLoad, InferenceOptions } from './inference.js';
export type { InferenceObserver } from './inference-observer.js';
export { InferenceError } from './inference-error.js';
export type { InferenceErrorCode } from './inference-error.js';
export type { CrossEncoder, Encoder, PairScores, PairText, Patience } from './models.js';
export type { CrossEncoderOptions, OnnxCrossEncoder } from './onnx-cross-encoder.js';
export type { OnnxEncoder } from './onnx-encoder.js';
export { priorities } from './scheduler.js';
export { parseVocabulary } from './vocabulary.js';
export type { Vocabulary } from './vocabulary.js';
export { WordPiece } from './wordpiece.js';
export type { TokenSequence } from './wordpiece.js';
export type { DefaultModels, LoadedModels } from './service/loaded-models.js';

/** The services' controllers and modules, loaded only by the processes that serve them. */
export const loadRerankerService = () => import('./service/index.js');
export { RemoteCrossEncoder } from './remote/remote-cross-encoder.js';
