export { RetrievalApi } from './retrieval-api.js';
export { RetrievalModule } from './retrieval.module.js';
