import { type BreakerState, CircuitBreaker, unanswered } from './circuit-breaker.js';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const never = (): Promise<never> => new Promise(() => undefined);

function breakerOf(probe: () => Promise<unknown>) {
  const states: BreakerState[] = [];
  const failures: string[] = [];
  const breaker = new CircuitBreaker({
    budgetMs: 20,
    probe,
    onFailure: (cause) => failures.push(cause),
    onState: (state) => states.push(state),
  });
  return { breaker, states, failures };
}

describe('the circuit breaker', () => {
  it('gives the answer, or nothing when it is late or fails; it never rejects', async () => {
    const { breaker, failures } = breakerOf(never);
    expect(await breaker.call(() => Promise.resolve(1))).toBe(1);
    expect(await breaker.call(never)).toBe(unanswered);
    expect(await breaker.call(() => Promise.reject(new Error('gone')))).toBe(unanswered);
    const throwing = (): Promise<never> => {
      throw new Error('at once');
    };
    expect(await breaker.call(throwing)).toBe(unanswered);
    expect(failures).toEqual(['timeout', 'failed', 'failed']);
    breaker.close();
  });

  it('tries no call after five failures, and closes when a probe is answered', async () => {
    let answers = false;
    const { breaker, states, failures } = breakerOf(() => (answers ? Promise.resolve() : never()));
    for (let call = 0; call < 5; call++) await breaker.call(never);
    const work = jest.fn(() => Promise.resolve(1));
    expect(await breaker.call(work)).toBe(unanswered);
    expect(work).not.toHaveBeenCalled();
    expect(failures.at(-1)).toBe('open');
    await sleep(150);
    expect(breaker.state).not.toBe('closed');
    answers = true;
    while (breaker.state !== 'closed') await sleep(20);
    expect(states.slice(0, 3)).toEqual(['open', 'half-open', 'open']);
    expect(states.slice(-2)).toEqual(['half-open', 'closed']);
    expect(await breaker.call(work)).toBe(1);
    breaker.close();
  });

  it('opens when more than one call in three fails, though never five in a row', async () => {
    const { breaker } = breakerOf(never);
    const failing = (): Promise<never> => Promise.reject(new Error('gone'));
    for (let call = 0; call < 30; call++) await breaker.call(call % 2 === 0 ? failing : () => Promise.resolve(1));
    expect(breaker.state).not.toBe('closed');
    breaker.close();
  });

  it('stays closed where the server answers with a refusal', async () => {
    const { breaker } = breakerOf(never);
    const refusal = Object.assign(new Error('OOM command not allowed'), { name: 'ReplyError' });
    for (let call = 0; call < 20; call++) expect(await breaker.call(() => Promise.reject(refusal))).toBe(unanswered);
    expect(breaker.state).toBe('closed');
    breaker.close();
  });

  it('takes an answer that lay there while this process was busy for one in time', async () => {
    const { breaker } = breakerOf(never);
    const answer = breaker.call(
      () =>
        new Promise((resolve) => {
          // Settles when sockets are read, after timers that have fallen due.
          setImmediate(() => {
            resolve('here');
          });
        }),
    );
    const end = performance.now() + 50;
    while (performance.now() < end);
    expect(await answer).toBe('here');
    breaker.close();
  });
});
