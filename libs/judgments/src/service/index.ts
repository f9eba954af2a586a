export { JudgmentApi } from './judgment-api.js';
export { JudgmentModule } from './judgment.module.js';
