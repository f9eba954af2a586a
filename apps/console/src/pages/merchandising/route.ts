import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route';
import { listView, ruleView } from './view';

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/merchandising',
  validateSearch: listView,
  component: lazyRouteComponent(() => import('./list/list-page'), 'ListPage'),
});

const newRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/merchandising/new',
  validateSearch: ruleView,
  component: lazyRouteComponent(() => import('./edit/edit-page'), 'NewPage'),
});

const editRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/merchandising/key/$key',
  validateSearch: ruleView,
  component: lazyRouteComponent(() => import('./edit/edit-page'), 'EditPage'),
});

/** A rule's key may be any word, so that it has a part of the address to itself. */
export const merchandisingRoutes = [listRoute, newRoute, editRoute] as const;
