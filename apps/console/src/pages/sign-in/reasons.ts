/** Why somebody is asked to sign in: the server's reasons, and `over` for a session that has ended. */
export type Why = 'over' | 'unavailable' | 'expired' | 'refused' | 'role' | 'attempts';

export const reasons: Readonly<Record<Why, string>> = {
  over: 'You are not signed in, or no longer. Sign in, and you go on where you were.',
  unavailable: 'The sign-in service cannot be reached. Try again, or ask who runs this server.',
  expired: 'The sign-in took too long, or was begun in another browser. Try again.',
  refused: 'The sign-in service did not let you in. Try again, or ask who runs this server.',
  role: 'You are known, and may not use this console yet. Ask who runs this server for a role.',
  attempts: 'Too many attempts to sign in. Wait a minute, then try again.',
};

export function isReason(why: unknown): why is Why {
  return typeof why === 'string' && Object.hasOwn(reasons, why);
}
