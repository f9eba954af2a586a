export { CatalogApi } from './catalog-api.js';
export { CatalogModule } from './catalog.module.js';
