import type { CreditQuery, InterleavedPage, StoredEvent } from '@weir/storage';
import type { EventStoreUnderTest, OpenedEventStore } from './event-store-under-test.js';

const start = Date.UTC(2026, 0, 1);
const minute = 60_000;
const query: CreditQuery = { experiment: 'e', phase: 1, between: ['control', 'o/ther'] };

/** A page of four products: two picks of each variant, and one of nobody. */
function page(id: string, shopper: string, parts: Partial<StoredEvent> = {}, more: Partial<InterleavedPage> = {}) {
  const picks = JSON.stringify({ control: ['c1', 'c2'], 'o/ther': ['o1', "o'2"] });
  const at = start + minute;
  const event: StoredEvent = {
    ...{ id: `search/${id}`, action: 'search', at, receivedAt: at, shopper, session: '', searchId: id, productId: '' },
    attributes: { shown: 5, interleaved: 'e', interleaved_phase: 1, picks, ...more },
    ...parts,
  };
  return event;
}

let clicks = 0;
function click(searchId: string, productId: string, parts: Partial<StoredEvent> = {}): StoredEvent {
  const at = start + 2 * minute;
  return {
    ...{ id: `click-${++clicks}`, action: 'click', at, receivedAt: at, shopper: '', session: '' },
    ...{ searchId, productId },
    ...parts,
  };
}

/** What every adapter of `EventStore` guarantees of interleaved pages. */
export function creditContract(name: string, create: () => EventStoreUnderTest): void {
  describe(`${name} credits interleaved pages`, () => {
    let store: OpenedEventStore;

    beforeEach(async () => {
      store = await create().open();
      const exposure = { experiment: 'e', phase: 1, variant: 'interleaved', at: start, reached: true };
      await store.events.expose(['u1', 'u2', 'u3'].map((unit) => ({ ...exposure, unit })));
    });

    afterEach(() => store.close());

    const credit = async (events: readonly StoredEvent[], more: Partial<CreditQuery> = {}) => {
      await store.events.append(events);
      const found = await store.events.credit({ ...query, ...more });
      return found.credit.map(({ units, impressions, wins, losses }) => [units, impressions, wins, losses]).sort();
    };

    it('one outcome a page, by whose results were clicked: each once, those of nobody not at all', async () => {
      expect(
        await credit([
          page('p1', 'u1'),
          page('p2', 'u1'),
          page('p3', 'u2'),
          page('p4', 'u3'),
          ...[click('p1', 'o1'), click('p1', "o'2"), click('p1', 'c1')],
          ...[click('p2', 'c1'), click('p2', 'c1'), click('p2', 'o1')],
          ...[click('p3', 'c2'), click('p3', 'nobody')],
        ]),
      ).toEqual([
        [1, 1, 0, 0],
        [1, 1, 0, 1],
        [1, 2, 1, 0],
      ]);
    });

    it('by the search alone: neither another page’s click, nor one after the window, but one whose clock is behind', async () => {
      const late = { at: start + minute + 1000 };
      expect(
        await credit(
          [
            page('p1', 'u1', { action: 'interleaved_page' }),
            page('p2', 'u2'),
            page('p3', 'u3'),
            ...[click('p1', 'o1', { at: start - minute }), click('', 'o1'), click('p9', 'c1')],
            ...[click('p2', 'c1', late), click('p3', 'c1', { ...late, at: late.at - 1 })],
          ],
          { windowMs: 1000 },
        ),
      ).toEqual([
        [1, 1, 0, 0],
        [1, 1, 0, 1],
        [1, 1, 1, 0],
      ]);
    });

    it('whatever a caller wrote into the attributes of its own events', async () => {
      const odd = ['{', '[]', '{"control":1,"o/ther":{"a":[null]}}', '{"o/ther":["o1"]}', ''];
      const pages = odd.map((picks, n) => page(`p${n}`, 'u1', {}, { picks }));
      expect(await credit([...pages, ...odd.map((_, n) => click(`p${n}`, 'o1'))])).toEqual([[1, 5, 1, 0]]);
    });

    it('of the experiment, phase and units that are asked about, before a time', async () => {
      const events = [
        ...[
          page('p1', 'u1'),
          page('p2', 'u1', {}, { interleaved: 'f' }),
          page('p3', 'u1', {}, { interleaved_phase: 2 }),
        ],
        ...[page('p4', 'stranger'), page('p5', 'u2', { bot: true }), page('p6', 'u3', { at: start + 5 * minute })],
        ...[page('p7', '', { session: 'u1' }), click('p1', 'o1')],
      ];
      expect(await credit(events, { until: start + 4 * minute })).toEqual([[1, 1, 1, 0]]);
      expect(await credit([], { until: start + 2 * minute })).toEqual([[1, 1, 0, 0]]);
      expect(await credit([], { bots: false })).toEqual([
        [1, 1, 1, 0],
        [2, 1, 0, 0],
      ]);
      expect(await credit([], { unit: 'session' })).toEqual([[1, 1, 0, 0]]);
    });
  });
}
