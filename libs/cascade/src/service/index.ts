export { PlanApi } from './plan-api.js';
export { PlanModule } from './plan.module.js';
export { RankerApi } from './ranker-api.js';
export { RankerModule } from './ranker.module.js';
export { SearchApi } from './search-api.js';
export { SearchModule } from './search.module.js';
export { ShadowApi } from './shadow-api.js';
export { ShadowModule } from './shadow.module.js';
