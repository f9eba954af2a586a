import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Message } from './client';
import { csrfToken } from './csrf-token';

export type Session = Message<'Session'>;

/** What a call may ask for: what product teams change is `edit`. */
type Role = 'search' | 'events' | 'read' | 'edit' | 'admin';

function kept(session: Session): Session {
  csrfToken.keep(session.csrf_token);
  return session;
}

/** Who is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => kept(await answered(api.GET('/v1/session'))),
  staleTime: 60_000,
  retry: false,
});

export interface Standing {
  /** Undefined while the server has not answered. */
  readonly session: Session | undefined;
  /** Whether a call that asks for this role would be let in. */
  readonly may: (role: Role) => boolean;
}

/** Who uses the console and what they may do: what they may not is not offered to them. */
export function useSession(): Standing {
  const { data: session } = useQuery(sessionQuery);
  return {
    session,
    may: (role) => session !== undefined && (session.roles.includes(role) || session.roles.includes('admin')),
  };
}

export interface SignIn {
  /** Rejects with a `Problem`. */
  readonly signIn: (key: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
}

/** Signing in and out: what was read as somebody else is forgotten. */
export function useSignIn(): SignIn {
  const client = useQueryClient();
  const become = (session: Session): void => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
    client.setQueryData(sessionQuery.queryKey, kept(session));
  };
  return {
    signIn: async (key) => {
      become(await answered(api.POST('/v1/session', { body: { key } })));
    },
    signOut: async () => {
      become(await answered(api.DELETE('/v1/session')));
    },
  };
}
