const listeners = new Set<() => void>();

/** Calls back whenever the server asks who somebody is: nobody is signed in, or no longer. */
export function onSignedOut(listener: () => void): void {
  listeners.add(listener);
}

export function tellSignedOut(): void {
  for (const listener of listeners) listener();
}
