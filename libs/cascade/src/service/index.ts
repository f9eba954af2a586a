export { SearchApi } from './search-api.js';
export { SearchModule } from './search.module.js';
