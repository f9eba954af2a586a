export { Admission } from './admission.js';
export type { AdmissionLoad, AdmissionObserver, AdmissionParts, AdmissionSettings, Pass } from './admission.js';
export type { Clock } from './clock.js';
export { Dimmer } from './dimmer.js';
export { Door } from './door.js';
export { priorities } from './priority.js';
export type { Priority } from './priority.js';
export { Refused } from './refusal.js';
export type { RefusalReason } from './refusal.js';
