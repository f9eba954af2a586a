import type { Log } from '@weir/telemetry';

/** Told of sign-ins that went wrong. */
export type SignInLog = Pick<Log, 'info' | 'warn'>;
export const logToken = Symbol('sign-in log');
