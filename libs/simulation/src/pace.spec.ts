import { Pace } from './pace.js';

describe('the pace of simulated searches', () => {
  let clock: number;
  let leaving: AbortController;
  const pace = (perSecond: number, until = Infinity): Pace =>
    new Pace({
      perSecond,
      until,
      now: () => clock,
      signal: leaving.signal,
      wait: (ms) => {
        clock += ms;
        return Promise.resolve();
      },
    });

  beforeEach(() => {
    clock = 0;
    leaving = new AbortController();
  });

  it('gives so many turns a second, whoever waits', async () => {
    const four = pace(4);
    for (let turn = 0; turn < 9; turn++) expect(await four.turn()).toBe(true);
    expect(clock).toBe(2000);
  });

  it('does not make up for turns that nobody took', async () => {
    const four = pace(4);
    await four.turn();
    clock = 60_000;
    await four.turn();
    await four.turn();
    expect(clock).toBe(60_250);
  });

  it('ends with its time, and at once when that is asked', async () => {
    const short = pace(1, 2000);
    const turns = [await short.turn(), await short.turn(), await short.turn()];
    expect(turns).toEqual([true, true, false]);
    const endless = pace(1);
    await endless.turn();
    leaving.abort();
    expect(await endless.turn()).toBe(false);
  });
});
