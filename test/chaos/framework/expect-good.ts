import type { Result, Scenario } from './scenario.js';

/** Holds what a scenario gave against what must hold in every one. Writes its figures beside the test's output. */
export function expectGood({ mayFail = 'none' }: Scenario, result: Result): void {
  const { name, before, during, after, recoveryMs, events } = result;
  const { acknowledged, refused } = events;
  const figures = { before, during, after, recoveryMs, acknowledged: acknowledged.length, refused };
  process.stderr.write(`${name}: ${JSON.stringify(figures)}\n`);
  expect(before.failedBy).toEqual({});
  if (mayFail === 'none') expect([during.failedBy, after.failedBy]).toEqual([{}, {}]);
  else expect(during.failedRepeated + after.failedRepeated).toBe(0);
  expect(during.searches).toBeGreaterThan(5);
  expect(acknowledged.length).toBeGreaterThan(0);
  // Ten searches in a row that nothing was missing from.
  expect(recoveryMs).toBeDefined();
}
