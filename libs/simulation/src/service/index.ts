export { SimulationApi } from './simulation-api.js';
export { SimulationModule } from './simulation.module.js';
