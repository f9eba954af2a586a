import { faultLog } from './fault-log.js';
import type { Log } from './log.js';

describe('the log of faults', () => {
  it('tells an equal fault once a minute, with how often it came', () => {
    const lines: unknown[] = [];
    let now = 0;
    const log = { error: (about: object, text: string) => lines.push({ ...about, text }) } as unknown as Log;
    const tell = faultLog(log, { clock: () => now });
    const [gone, other] = [new Error('gone'), new Error('other')];
    for (now = 0; now <= 61_000; now += 1000) tell('index', gone, { part: 'index' }, 'failed');
    tell('index', other, {}, 'failed');
    tell('models', gone, {}, 'failed');
    expect(lines).toEqual([
      { err: gone, part: 'index', text: 'failed' },
      { err: gone, part: 'index', again: 59, text: 'failed' },
      { err: other, text: 'failed' },
      { err: gone, text: 'failed' },
    ]);
  });
});
