import { type Calm, calm, nextProcess } from './calm-processes.js';

const process = (known: Partial<Calm> = {}): Calm => ({ ...calm(), ...known });

describe('the next process to call', () => {
  it('goes round those that are equal', () => {
    const processes = [process(), process(), process()];
    expect([0, 1, 2].map((last) => nextProcess(processes, last, 0))).toEqual([1, 2, 0]);
  });

  it('is one of the least busy', () => {
    const processes = [process({ underWay: 3 }), process({ underWay: 1 }), process({ underWay: 1 })];
    expect([0, 1, 2].map((last) => nextProcess(processes, last, 0))).toEqual([1, 2, 1]);
  });

  it('is none that owes answers, but to ask now and then whether it is back', () => {
    const silent = process({ owed: 2, askedAt: 1000 });
    const processes = [silent, process({ underWay: 50 })];
    expect([0, 1].map((last) => nextProcess(processes, last, 1400))).toEqual([1, 1]);
    expect(nextProcess(processes, 0, 1500)).toBe(0);
    silent.askedAt = 1500;
    expect(nextProcess(processes, 0, 1500)).toBe(1);
  });

  it('is any where all owe answers', () => {
    const processes = [process({ owed: 5, askedAt: 0 }), process({ owed: 2, askedAt: 0 })];
    expect([0, 1].map((last) => nextProcess(processes, last, 10))).toEqual([1, 0]);
  });
});
