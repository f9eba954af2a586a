import { stepsOf } from './steps.js';

const day = 86_400_000;
const from = Date.UTC(2026, 0, 1, 10);

describe('steps of a course', () => {
  it('are days for weeks, and end with the moment that is asked about', () => {
    const to = from + 14 * day;
    const { stepMs, moments } = stepsOf({ from, to, most: 30 });
    expect(stepMs).toBe(12 * 3_600_000);
    expect(moments[0]).toBe(Date.UTC(2026, 0, 1, 12));
    expect(moments.at(-1)).toBe(to);
    expect(stepsOf({ from, to: from + 28 * day, most: 30 }).stepMs).toBe(day);
  });

  it.each([60_000, 3_600_000, day, 400 * day, 4000 * day])('are never more than asked for, over %i ms', (length) => {
    for (const most of [2, 10, 30]) {
      const { moments } = stepsOf({ from, to: from + length, most });
      expect(moments.length).toBeLessThanOrEqual(most);
      expect(moments).toEqual([...moments].sort((a, b) => a - b));
    }
  });
});
