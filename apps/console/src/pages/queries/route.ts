import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route';
import { readView } from './view';

export const queriesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/queries',
  validateSearch: readView,
  component: lazyRouteComponent(() => import('./queries-page'), 'QueriesPage'),
});
