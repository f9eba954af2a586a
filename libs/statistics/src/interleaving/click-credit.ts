import type { Pick } from './team-draft.js';

/**
 * Clicks on picks of `b` minus clicks on picks of `a`, on one interleaved page. A result that was clicked twice counts
 * once; one without a team, or that is not on the page, not at all. Radlinski et al., CIKM 2008, section 5.2.
 */
export function clickCredit(page: readonly Pick[], clicked: ReadonlySet<string>): number {
  let credit = 0;
  for (const { id, team } of page) {
    if (team !== null && clicked.has(id)) credit += team === 'b' ? 1 : -1;
  }
  return credit;
}
