import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from './turns.js';

describe('turns', () => {
  it('are given at once where nobody computes, then one in each turn of the loop, first come, first served', async () => {
    const turns = new Turns(setImmediate);
    const done: string[] = [];
    for (const name of ['a', 'b', 'c']) void turns.take().then(() => done.push(name));
    await Promise.resolve();
    expect(done).toEqual(['a']);
    await nextTurn();
    expect(done).toEqual(['a', 'b']);
    await nextTurn();
    expect(done).toEqual(['a', 'b', 'c']);
    await nextTurn();
    await nextTurn();
    void turns.take().then(() => done.push('d'));
    await Promise.resolve();
    expect(done).toEqual(['a', 'b', 'c', 'd']);
  });

  it('let in what comes between two computations', async () => {
    const turns = new Turns(setImmediate);
    const done: string[] = [];
    const computing = ['first', 'second', 'third'].map(async (name) => {
      await turns.take();
      done.push(name);
      // Something that the outside brings, which is ready while the first still computes.
      if (name === 'first') setImmediate(() => done.push('came in'));
    });
    await Promise.all(computing);
    expect(done.indexOf('came in')).toBeLessThan(done.indexOf('third'));
  });
});
