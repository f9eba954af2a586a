import { HedgeBudget, hedged } from './hedge.js';

/** Never ends but when it is told to. */
function silent(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('left'));
    });
  });
}

describe('hedged', () => {
  it('asks once where an answer comes in good time', async () => {
    let asked = 0;
    const answer = await hedged(() => Promise.resolve((asked += 1)), { ms: 40 }, new HedgeBudget());
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([answer, asked]).toEqual([1, 1]);
  });

  it('asks a second time where the first does not answer, and cancels that one', async () => {
    const left: string[] = [];
    let asked = 0;
    const answer = await hedged(
      (signal) => {
        asked += 1;
        if (asked === 2) return Promise.resolve('second');
        return silent(signal).catch((error: unknown) => {
          left.push((error as Error).message);
          throw error;
        });
      },
      { ms: 40 },
      new HedgeBudget(),
    );
    await Promise.resolve();
    expect([answer, asked, left]).toEqual(['second', 2, ['left']]);
  });

  it('fails at once where the first fails before there is a second, else as the last does', async () => {
    const failing = hedged(() => Promise.reject(new Error('refused')), { ms: 1e6 }, new HedgeBudget());
    await expect(failing).rejects.toThrow('refused');
    let asked = 0;
    const work = async (): Promise<never> => {
      asked += 1;
      const name = asked;
      await new Promise((resolve) => setTimeout(resolve, name === 1 ? 60 : 120));
      throw new Error(`attempt ${name}`);
    };
    await expect(hedged(work, { ms: 40 }, new HedgeBudget())).rejects.toThrow('attempt 2');
  });

  it('goes when its caller does', async () => {
    const leaving = new AbortController();
    const asking = hedged(silent, { ms: 1e6, signal: leaving.signal }, new HedgeBudget());
    leaving.abort();
    await expect(asking).rejects.toThrow('left');
  });

  it('waits longer where such calls take long, and never most of the time that a call has', () => {
    const budget = new HedgeBudget();
    expect([budget.patienceMs(Infinity), budget.patienceMs(100)]).toEqual([100, 40]);
    budget.took(50);
    expect(budget.patienceMs(1000)).toBe(150);
    for (let n = 0; n < 100; n += 1) budget.took(2);
    expect(budget.patienceMs(1000)).toBe(20);
  });

  it('makes no second attempt where too many were made', async () => {
    const budget = new HedgeBudget(1, 0.1);
    let asked = 0;
    const slow = async (): Promise<void> => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 80));
    };
    await Promise.all(Array.from({ length: 5 }, () => hedged(slow, { ms: 40 }, budget)));
    expect(asked).toBe(6);
    // Ten calls earn another.
    await Promise.all(Array.from({ length: 10 }, () => hedged(() => Promise.resolve(), { ms: 40 }, budget)));
    await hedged(slow, { ms: 40 }, budget);
    expect(asked).toBe(8);
  });
});
