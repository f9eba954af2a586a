export { createUnitHash } from './unit-hash.js';
export type { UnitHash } from './unit-hash.js';
export type { EventInput, FieldViolation } from './event-input.js';
export type { ClockBounds } from './check-event.js';
export { Recorder, usualClock } from './recorder.js';
export type { Recorded, RecorderOptions, Rejection } from './recorder.js';
export { fromUbi } from './ubi.js';
export { ServedLog } from './served-log.js';
export type { ServedLogOptions } from './served-log.js';

/** The service's controllers and module, loaded only by the processes that serve it. */
export const loadEventService = () => import('./service/index.js');
