import type { StoredEvent } from '@weir/storage';
import type { EventInput } from './event-input.js';
import { Recorder, type RecorderOptions } from './recorder.js';
import { createUnitHash } from './unit-hash.js';

const now = Date.UTC(2026, 0, 31);
const day = 86_400_000;
const click: EventInput = { event_id: '1', action: 'click', shopper_id: 'ann', session_id: 'visit', product_id: 'p' };

describe('Recorder', () => {
  let kept: StoredEvent[];
  const recorder = (options: Partial<RecorderOptions> = {}): Recorder =>
    new Recorder({
      store: {
        append: (events) => {
          kept.push(...events);
          return Promise.resolve({ recorded: events.length, duplicates: 0 });
        },
        forget: (unit) => Promise.resolve({ deleted: 0, units: [unit] }),
      },
      hashUnit: createUnitHash(new Uint8Array(32)),
      now: () => now,
      ...options,
    });
  const fieldsOf = async (event: Partial<EventInput>): Promise<readonly string[]> =>
    (await recorder().record([{ ...click, ...event }])).rejections.flatMap(({ violations }) =>
      violations.map(({ field }) => field),
    );

  beforeEach(() => {
    kept = [];
  });

  it('keeps no name of who it was, and the same hash for the same name', async () => {
    await recorder().record([click, { ...click, event_id: '2' }, { ...click, event_id: '3', shopper_id: 'bob' }]);
    expect(JSON.stringify(kept)).not.toMatch(/ann|bob|visit/);
    expect(kept[0]!.shopper).toMatch(/^[\w-]{22}$/);
    expect(kept[1]!.shopper).toBe(kept[0]!.shopper);
    expect(kept[2]!.shopper).not.toBe(kept[0]!.shopper);
    const otherKey = createUnitHash(new Uint8Array(32).fill(1));
    expect(otherKey('ann')).not.toBe(kept[0]!.shopper);
  });

  it('names a wrong event by its place and every field of it, and keeps the rest', async () => {
    const wrong = { event_id: '', action: 'No', position: 0, quantity: -1, revenue_minor: 1.5, currency: 'eur' };
    const answer = await recorder().record([click, wrong, { ...click, event_id: '3' }]);
    expect(answer.accepted).toBe(2);
    expect(answer.rejections).toMatchObject([{ index: 1, eventId: '' }]);
    expect(answer.rejections[0]!.violations.map(({ field }) => field)).toEqual([
      ...['event_id', 'action', 'shopper_id', 'position', 'quantity', 'revenue_minor', 'currency'],
    ]);
    expect(kept.map(({ id }) => id)).toEqual(['1', '3']);
  });

  it.each([
    ['a product of a click', { product_id: '' }, ['product_id']],
    ['no product of a purchase', { action: 'purchase', product_id: '' }, []],
    ['a currency with revenue', { action: 'purchase', revenue_minor: 5 }, ['currency']],
    ['one of shopper and session', { shopper_id: '' }, []],
    ['a finite value', { value: Infinity }, ['value']],
    ['a flat attribute', { attributes: { deep: {} } }, ['attributes.deep']],
    [
      'few attributes',
      { attributes: Object.fromEntries(Array.from({ length: 33 }, (_, n) => [n, n])) },
      ['attributes'],
    ],
    ['short words', { query: 'x'.repeat(513) }, ['query']],
    ['an action of the shop’s own', { action: 'wishlist.add-2', product_id: '' }, []],
  ])('asks for %s', async (_, event, fields) => {
    expect(await fieldsOf(event)).toEqual(fields);
  });

  it.each([
    ['not given', undefined, now],
    ['as given', now - 1000, now - 1000],
    ['a little fast', now + 299_000, now],
    ['late', now - 30 * day, now - 30 * day],
  ])('takes a clock that is %s', async (_, at, kept_at) => {
    await recorder().record([{ ...click, at_ms: at }]);
    expect(kept).toMatchObject([{ at: kept_at, receivedAt: now }]);
  });

  it.each([now + 300_001, now - 30 * day - 1, NaN, -1])('refuses the time %d', async (at) => {
    expect(await fieldsOf({ at_ms: at })).toEqual(['at_ms']);
  });

  it('leaves the shopper’s words out where they are switched off', async () => {
    await recorder().record([{ ...click, query: 'drill' }]);
    await recorder({ keepQuery: false }).record([{ ...click, query: 'drill' }]);
    expect(kept.map(({ query }) => query)).toEqual(['drill', undefined]);
  });

  it('marks robots that say so, and keeps no user agent', async () => {
    const agents = [
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    ];
    await recorder().record(agents.map((user_agent, n) => ({ ...click, event_id: `${n}`, user_agent })));
    expect(kept.map(({ bot }) => bot)).toEqual([true, undefined]);
    expect(JSON.stringify(kept)).not.toContain('Mozilla');
  });

  it('deletes what is kept elsewhere of a shopper who is forgotten, by hashes', async () => {
    const told: unknown[] = [];
    const forgotten = (shopperId: string, units: readonly string[]): Promise<void> => {
      told.push([shopperId, units]);
      return Promise.resolve();
    };
    await recorder({ forgotten, hashUnit: (id) => `hash-of-${id}` }).forget('ann');
    expect(told).toEqual([['ann', ['hash-of-ann']]]);
  });
});
