export { MerchandisingApi } from './merchandising-api.js';
export { MerchandisingModule } from './merchandising.module.js';
