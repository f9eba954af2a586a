export { OpenSearchEvents } from './open-search-events.js';
export type { OpenSearchEventsOptions } from './options.js';
export { dropMonthsBefore } from './drop-months.js';
