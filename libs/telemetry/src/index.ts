export { createLog } from './log.js';
export type { Log, LogLevel } from './log.js';
export { Metrics } from './metrics.js';
export type { SearchObservation } from './metrics.js';
export { NestLog } from './nest-log.js';
