export { RankerApi } from './ranker-api.js';
export { RankerModule } from './ranker.module.js';
export { SearchApi } from './search-api.js';
export { SearchModule } from './search.module.js';
