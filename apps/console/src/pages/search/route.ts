import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route';
import { readState } from './state';

export const workbenchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search',
  validateSearch: readState,
  component: lazyRouteComponent(() => import('./workbench-page'), 'WorkbenchPage'),
});

export const setsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search/sets',
  component: lazyRouteComponent(() => import('./sets/sets-page'), 'SetsPage'),
});

export const querySetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search/sets/$key',
  component: lazyRouteComponent(() => import('./sets/query-set-page'), 'QuerySetPage'),
});

export const queryRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search/runs/$id',
  component: lazyRouteComponent(() => import('./runs/query-run-page'), 'QueryRunPage'),
});
