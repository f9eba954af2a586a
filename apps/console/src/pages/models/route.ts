import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route';
import { toModelSearch, toModelsSearch } from './view';

export const modelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models',
  validateSearch: toModelsSearch,
  component: lazyRouteComponent(() => import('./models-page'), 'ModelsPage'),
});

export const modelRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models/$name',
  validateSearch: toModelSearch,
  component: lazyRouteComponent(() => import('./model/model-page'), 'ModelPage'),
});
