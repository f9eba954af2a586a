export type { Behaviour } from './act.js';
export { drive } from './drive.js';
export type { Simulation } from './drive.js';
export { EventQueue } from './event-queue.js';
export { demoQueries, surveyShop } from './judged-shop.js';
export type { JudgedQuery, JudgedShop } from './judged-shop.js';
export type { SearchOfShopper, Shop } from './shop.js';
export { Tally } from './tally.js';
export type { Counts, VariantCounts } from './tally.js';
export { simulatedMark } from './to-event.js';

/** The service's controllers and module, loaded only by the processes that serve it. */
export const loadSimulationService = () => import('./service/index.js');
