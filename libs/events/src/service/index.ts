export { EventApi } from './event-api.js';
export { EventModule } from './event.module.js';
