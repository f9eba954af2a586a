import type { Degraded } from './search.js';

/** The same, each told once. */
export function withoutRepeats(degraded: readonly Degraded[]): readonly Degraded[] {
  return degraded.filter(
    (each, index) =>
      degraded.findIndex(({ stage, detail }) => stage === each.stage && detail === each.detail) === index,
  );
}
