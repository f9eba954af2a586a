export { ExperimentApi } from './experiment-api.js';
export { ExperimentModule } from './experiment.module.js';
