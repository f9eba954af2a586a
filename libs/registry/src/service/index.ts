export { ModelApi } from './model-api.js';
export { ModelModule } from './model.module.js';
