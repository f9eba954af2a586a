import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { merchandisingRoutes } from '../pages/merchandising/route';
import { experimentRoutes } from '../pages/experiments/route';
import { queryClient } from '../api/query-client';
import { sessionQuery } from '../api/session';
import { onSignedOut } from '../api/signed-out';
import { queryRunRoute, querySetRoute, setsRoute, workbenchRoute } from '../pages/search/route';
import { queriesRoute } from '../pages/queries/route';
import { signInRoute } from '../pages/sign-in/route';
import { modelRoute, modelsRoute } from '../pages/models/route';
import { systemRoute } from '../pages/system/route';
import { NotFound } from '../ui/not-found';
import { PageFailure } from '../ui/page-failure';
import { rootRoute } from './root-route';

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    // TanStack Router's own way to go elsewhere.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/search', replace: true });
  },
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    signInRoute,
    workbenchRoute,
    setsRoute,
    querySetRoute,
    queryRunRoute,
    ...merchandisingRoutes,
    ...experimentRoutes,
    queriesRoute,
    modelsRoute,
    modelRoute,
    systemRoute,
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: PageFailure,
});

onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in') return;
  void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  void router.navigate({ to: '/sign-in', search: { to: href, why: 'over' }, replace: true });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
