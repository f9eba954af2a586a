import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route';
import { resultsView, listView } from './view';

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments',
  validateSearch: listView,
  component: lazyRouteComponent(() => import('./list/list-page'), 'ListPage'),
});

const newRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/new',
  component: lazyRouteComponent(() => import('./form/form-page'), 'NewPage'),
});

const planRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/plan',
  component: lazyRouteComponent(() => import('./plan/plan-page'), 'PlanPage'),
});

const resultsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/key/$key',
  validateSearch: resultsView,
  component: lazyRouteComponent(() => import('./results/results-page'), 'ResultsPage'),
});

const editRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/key/$key/edit',
  component: lazyRouteComponent(() => import('./form/form-page'), 'EditPage'),
});

/** An experiment's key may be any word, so that it has a part of the address to itself. */
export const experimentRoutes = [listRoute, newRoute, planRoute, resultsRoute, editRoute] as const;
