import type { StoredEvent, StoredExposure } from '@weir/storage';
import { ServedLog } from './served-log.js';

const exposure: StoredExposure = { experiment: 'e', phase: 1, variant: 'a', unit: 'u', at: 1, reached: true };

function search(id: string): StoredEvent {
  return { id, action: 'search', at: 1, receivedAt: 1, shopper: 'u', session: '', searchId: id, productId: '' };
}

describe('ServedLog', () => {
  let written: string[];
  let lost: number;
  let fails: boolean;
  const log = (capacity?: number): ServedLog =>
    new ServedLog({
      store: {
        append: (events) => {
          if (fails) return Promise.reject(new Error('disk full'));
          written.push(...events.map(({ id }) => id));
          return Promise.resolve({ recorded: events.length, duplicates: 0 });
        },
        expose: (exposures) => {
          written.push(...exposures.map(() => 'exposure'));
          return Promise.resolve();
        },
      },
      ...(capacity !== undefined && { capacity }),
      flushMs: 5,
      onLoss: (entries) => (lost += entries),
    });

  beforeEach(() => {
    written = [];
    lost = 0;
    fails = false;
  });

  it('writes what was noted, exposures first, a little later and by itself', async () => {
    log().note([search('1')], [exposure]);
    expect(written).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(written).toEqual(['exposure', '1']);
  });

  it('has written all that was noted when it was flushed, in order', async () => {
    const served = log();
    served.note([search('1')], []);
    void served.flush();
    served.note([search('2')], []);
    await served.flush();
    expect(written).toEqual(['1', '2']);
  });

  it('drops what does not fit and says how much', async () => {
    const served = log(2);
    served.note([search('1'), search('2')], []);
    served.note([search('3')], [exposure]);
    await served.flush();
    expect([written, lost]).toEqual([['1', '2'], 2]);
  });

  it('says what could not be written, and goes on', async () => {
    const served = log();
    fails = true;
    served.note([search('1')], []);
    await served.flush();
    fails = false;
    served.note([search('2')], []);
    await served.flush();
    expect([written, lost]).toEqual([['2'], 1]);
  });
});
