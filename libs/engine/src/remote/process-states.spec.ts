import { ProcessStates } from './process-states.js';

describe('ProcessStates', () => {
  let now = 0;
  const states = new ProcessStates(() => now);

  it('are one state where all processes are in the same, and change when one of them does', () => {
    states.note('a', '7');
    states.note('b', '7');
    expect(states.all()).toBe('7');
    states.note('b', '8.b.1');
    expect(states.all()).toBe('7+8.b.1');
    states.note('a', '7');
    expect(states.all()).toBe('7+8.b.1');
  });

  it('forget a process that is not heard of again, but never the last', () => {
    now = 20_000;
    states.note('a', '7');
    now = 40_000;
    expect(states.all()).toBe('7');
    now = 200_000;
    expect(states.all()).toBe('7');
  });
});
