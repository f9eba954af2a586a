import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route';
import { queryClient } from '../../api/query-client';
import { sessionQuery } from '../../api/session';
import { isReason, type Why } from './reasons';

interface SignInSearch {
  /** Address of the console to go on to, without the part that all share. */
  readonly to?: string;
  readonly why?: Why;
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ to, why }: Readonly<Record<string, unknown>>): SignInSearch => ({
    // Of this console alone: never another host.
    ...(typeof to === 'string' && /^\/(?![/\\])/.test(to) && { to: to.replace(/^\/console(?=[/?]|$)/, '') }),
    ...(isReason(why) && { why }),
  }),
  beforeLoad: async ({ search }) => {
    const session = await queryClient.query({ ...sessionQuery, staleTime: 'static' }).catch(() => undefined);
    const isOver = search.why === 'over';
    // Nothing to sign in to, or somebody is signed in.
    if (session === undefined || isOver || !(session.signed_in || (!session.with_key && !session.with_oidc))) return;
    // TanStack Router's own way to go elsewhere.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ href: `/console${search.to ?? '/'}`, replace: true });
  },
  component: lazyRouteComponent(() => import('./sign-in-page'), 'SignInPage'),
});
