import { createRootRoute, redirect } from '@tanstack/react-router';
import { queryClient } from '../api/query-client';
import { sessionQuery } from '../api/session';
import { Shell } from './shell';

/** The route that every page hangs on: those who may not read go to the sign-in page first, and come back from there. */
export const rootRoute = createRootRoute({
  component: Shell,
  beforeLoad: async ({ location }) => {
    // A server that does not answer is told by each page.
    const session = await queryClient.query({ ...sessionQuery, staleTime: 'static' }).catch(() => undefined);
    if (session?.role !== '' || location.pathname === '/sign-in') return;
    // TanStack Router's own way to go elsewhere.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true });
  },
});
