export { RerankerApi } from './reranker-api.js';
export { RerankerModule } from './reranker.module.js';
export { TeiApi } from './tei/tei-api.js';
export { TeiModule } from './tei/tei.module.js';
