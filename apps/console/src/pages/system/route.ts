import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route';

interface SystemSearch {
  /** Over which time: the last minutes, or since the process started. Absent: the last minutes. */
  readonly over?: 'start';
}

export const systemRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/system',
  validateSearch: ({ over }: Readonly<Record<string, unknown>>): SystemSearch => (over === 'start' ? { over } : {}),
  component: lazyRouteComponent(() => import('./system-page'), 'SystemPage'),
});
