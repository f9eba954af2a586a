export { EventApi } from './event-api.js';
export { EventModule } from './event.module.js';
export { QueryApi } from './query-api.js';
export { QueryModule } from './query.module.js';
