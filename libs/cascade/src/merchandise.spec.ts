import { checkRule, RuleSet } from '@weir/merchandising';
import fc from 'fast-check';
import { FakeShop, shoe, shoes } from '../test/fake-shop.js';
import type { PartialPlan } from './plan.js';
import type { SearchRequest, SearchResponse } from './search.js';

const query: SearchRequest = { query: 'shoe' };
const idsOf = ({ products }: SearchResponse): string[] => products.map(({ product }) => product.id);

type Written = Readonly<Record<string, unknown>>;

/** A shop whose rules can be changed. */
class RuledShop extends FakeShop {
  constructor(
    count = 30,
    readonly kept = { rules: new RuleSet([]) },
    plan?: PartialPlan,
  ) {
    super(shoes(count), plan, { rules: () => kept.rules });
  }

  write(...rules: readonly Written[]): void {
    this.kept.rules = new RuleSet(
      rules.map((each, index) => ({ rule: checked(each), version: `${this.changes}.${index}` })),
    );
    this.changes++;
  }

  ask(request: Partial<SearchRequest> = {}): Promise<SearchResponse> {
    return this.time.until(this.cascade.search({ ...query, ...request }));
  }

  private changes = 0;
}

function written(parts: Written): Written {
  return { key: 'rule', when: { query: { test: 'is', values: ['shoe'] } }, state: 'on', ...parts };
}

function checked(parts: Written) {
  const { rule, violations } = checkRule(written(parts));
  if (rule === undefined) throw new Error(JSON.stringify(violations));
  return rule;
}

const pin = (...products: readonly string[]): Written => ({ kind: 'pin', products });
const hide = (...products: readonly string[]): Written => ({ kind: 'hide', products });

async function pagesOf(shop: RuledShop, pageSize: number, between = (): void => undefined): Promise<SearchResponse[]> {
  const pages = [await shop.ask({ pageSize })];
  for (let token = pages[0]!.nextPageToken; token !== ''; token = pages.at(-1)!.nextPageToken) {
    between();
    pages.push(await shop.ask({ pageSize, pageToken: token }));
  }
  return pages;
}

describe('merchandising rules in a search', () => {
  it('change nothing where none is for it, and none that another query has', async () => {
    const before = await new RuledShop().ask({ pageSize: 30, explain: true });
    const shop = new RuledShop();
    shop.write({ when: { query: { test: 'is', values: ['hat'] } }, actions: [pin('p9')] });
    expect(await shop.ask({ pageSize: 30, explain: true })).toEqual(before);
  });

  it('act after the reranker and over all pages: each product once, hidden ones nowhere, pins on top in order', async () => {
    const ids = fc.uniqueArray(
      fc.integer({ min: 0, max: 34 }).map((index) => `p${index}`),
      { minLength: 1, maxLength: 5 },
    );
    const action = fc.oneof(
      fc.record({ kind: fc.constantFrom('pin', 'hide', 'boost', 'bury'), products: ids }),
      fc.record({ kind: fc.constant('boost'), products: ids, places: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ kind: fc.constant('hide'), filters: fc.constant([{ field: 'brand', values: ['Acme'] }]) }),
      fc.record({
        kind: fc.constant('slot'),
        products: ids.map((all) => all.slice(0, 1)),
        position: fc.integer({ min: 1, max: 40 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (actions, pageSize) => {
          const shop = new RuledShop();
          shop.write({ actions });
          const shown = (await pagesOf(shop, pageSize)).flatMap(idsOf);
          const hidden = (id: string): boolean =>
            actions.some(
              (each) =>
                each.kind === 'hide' &&
                ('filters' in each ? shop.products.get(id)?.product.brand === 'Acme' : each.products.includes(id)),
            );
          expect(new Set(shown).size).toBe(shown.length);
          expect(new Set(shown)).toEqual(new Set([...shop.products.keys()].filter((id) => !hidden(id))));
          const pins = actions.flatMap((each) => (each.kind === 'pin' && 'products' in each ? each.products : []));
          const slotted = actions.flatMap((each) => (each.kind === 'slot' && 'products' in each ? each.products : []));
          const onTop = [...new Set(pins)].filter(
            (id) => shop.products.has(id) && !hidden(id) && !slotted.includes(id),
          );
          expect(shown.slice(0, onTop.length + slotted.length).filter((id) => onTop.includes(id))).toEqual(onTop);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are explained: which moved a product, from where to where', async () => {
    const shop = new RuledShop();
    const before = idsOf(await shop.ask({ pageSize: 30 }));
    shop.write({ actions: [pin('p9'), { kind: 'boost', products: [before[10]], places: 5 }] });
    const answer = await shop.ask({ pageSize: 30, explain: true });
    const effects = answer.products.map(({ explanation }) => explanation?.rules).filter((rules) => rules?.length !== 0);
    expect(effects).toEqual([
      [{ rule: 'rule', kind: 'pin', from: before.indexOf('p9') + 1, to: 1 }],
      [{ rule: 'rule', kind: 'boost', from: 11, to: 7 }],
    ]);
    expect(answer.rules).toEqual([{ key: 'rule', notes: [] }]);
    // What the stages did is told as it was.
    expect(answer.products[1]?.explanation?.positions.reranker).toBe(1);
  });

  it('bring a pinned product that the search had not found, if it is there, passes the filters and is in stock', async () => {
    const shop = new RuledShop();
    const other = { ...shoe(50, 1), title: 'hat' };
    shop.upsert(other);
    shop.upsert({ ...other, id: 'sold-out', stock: 0 });
    shop.upsert({ ...other, id: 'other-brand', brand: 'Brook' });
    shop.write({ actions: [pin('sold-out', 'gone', 'other-brand', other.id)] });
    const answer = await shop.ask({ filters: [{ kind: 'any-of', field: 'brand', values: ['Acme'] }], explain: true });
    expect(idsOf(answer)[0]).toBe(other.id);
    expect(answer.products[0]).toMatchObject({
      scores: {},
      explanation: { positions: {}, rules: [{ rule: 'rule', kind: 'pin', to: 1 }] },
    });
    expect(answer.rules[0]?.notes).toEqual([
      'sold-out is out of stock',
      'gone is not in the catalogue',
      'other-brand does not pass the filters of the search, or is hidden by a rule',
    ]);
    shop.write({ actions: [{ ...pin('sold-out'), out_of_stock: true }] });
    expect(idsOf(await shop.ask())[0]).toBe('sold-out');
  });

  it('count what they hide nowhere', async () => {
    const shop = new RuledShop();
    shop.write({ actions: [hide('p1', 'p2')] });
    const answer = await shop.ask({ facets: [{ field: 'brand' }] });
    expect(answer).toMatchObject({ total: 28, facets: [{ values: [{ count: 28 }] }] });
  });

  it('boost what passes filters by exactly its places', async () => {
    const shop = new RuledShop();
    const before = idsOf(await shop.ask({ pageSize: 30 }));
    shop.write({ actions: [{ kind: 'boost', filters: [{ field: 'brand', values: ['Acme'] }] }] });
    const acme = (id: string): boolean => shop.products.get(id)?.product.brand === 'Acme';
    expect(idsOf(await shop.ask({ pageSize: 30 }))).toEqual([
      ...before.filter(acme),
      ...before.filter((id) => !acme(id)),
    ]);
  });

  it('leave an explicit sort as it is, but for what they hide', async () => {
    const shop = new RuledShop();
    const sort = { field: 'price', descending: false };
    const before = idsOf(await shop.ask({ sort, pageSize: 30 }));
    shop.write({ actions: [pin('p9'), hide('p0')] });
    expect(idsOf(await shop.ask({ sort, pageSize: 30 }))).toEqual(before.filter((id) => id !== 'p0'));
  });

  it('take effect at once, cached pages or not: a change, a start, an end', async () => {
    const shop = new RuledShop();
    const now = shop.time.epoch();
    const plain = idsOf(await shop.ask());
    expect((await shop.ask()).cached).toBe(true);
    shop.write({ actions: [pin('p9')], start_ms: now + 5000, end_ms: now + 9000 });
    expect(await shop.ask()).toMatchObject({ cached: true, rules: [] });
    await shop.time.until(shop.time.sleep(5000));
    expect(idsOf(await shop.ask())[0]).toBe('p9');
    expect((await shop.ask()).cached).toBe(true);
    await shop.time.until(shop.time.sleep(4000));
    expect(idsOf(await shop.ask())).toEqual(plain);
    shop.write({ actions: [pin('p8')] });
    expect(idsOf(await shop.ask())[0]).toBe('p8');
  });

  it('that change while a shopper turns pages: the list goes on as it began, and what is hidden since comes no more', async () => {
    const shop = new RuledShop();
    const whole = idsOf(await shop.ask({ pageSize: 30 }));
    let turned = 0;
    const pages = await pagesOf(shop, 6, () => {
      if (turned++ === 0) shop.write({ actions: [pin(whole[20]!), hide(whole[8]!, whole[25]!)] });
    });
    expect(pages.flatMap(idsOf)).toEqual(whole.filter((id) => id !== whole[8] && id !== whole[25]));
  });

  it('never fail a search: what cannot be looked up does not act, and the answer says so and is not kept', async () => {
    const shop = new RuledShop();
    const plain = idsOf(await shop.ask());
    shop.write({ actions: [pin('p9', 'nowhere')] });
    shop.setPlan({ ranker: { model: null } });
    shop.conduct.states.error = new Error('gone');
    const answer = await shop.ask();
    expect(answer.degraded).toMatchObject([{ stage: 'compose', cause: 'failed' }]);
    // What the search found itself is there.
    expect(idsOf(answer)[0]).toBe('p9');
    expect(answer.products).toHaveLength(plain.length);
    delete shop.conduct.states.error;
    expect(await shop.ask()).toMatchObject({ cached: false, degraded: [] });
  });

  it('are switched by the Plan: one, or all; a draft by its name', async () => {
    const shop = new RuledShop();
    shop.write(
      { key: 'on', actions: [pin('p9')] },
      { key: 'draft', priority: 1, state: 'draft', actions: [pin('p8')] },
    );
    const first = async (merchandising: PartialPlan['merchandising']): Promise<unknown> =>
      idsOf(await shop.ask({ plan: { merchandising } }))[0];
    expect(idsOf(await shop.ask())[0]).toBe('p9');
    expect(await first({ rules: { draft: true } })).toBe('p8');
    expect(await first({ rules: { on: false } })).not.toBe('p9');
    expect(await first({ enabled: false })).not.toBe('p9');
  });

  it('that a tool lays over act on its search alone, and are told what is wrong with them', async () => {
    const shop = new RuledShop();
    const plain = idsOf(await shop.ask());
    const rules = [written({ state: 'draft', actions: [pin('p9')] })];
    expect(idsOf(await shop.ask({ rules }))[0]).toBe('p9');
    expect(idsOf(await shop.ask())).toEqual(plain);
    const wrong = [
      written({ actions: [{ kind: 'boost', filters: [{ field: 'bramd', values: ['x'] }] }] }),
      { key: 'x' },
    ];
    await expect(shop.ask({ rules: wrong })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      violations: [
        { field: 'rules[0].actions[0].filters[0].field' },
        { field: 'rules[1].when' },
        { field: 'rules[1].actions' },
      ],
    });
  });

  it("leave a tool's candidates and whole lists as they are", async () => {
    const shop = new RuledShop();
    shop.write({ actions: [pin('p9'), hide('p0')] });
    const { orders } = await shop.time.until(shop.cascade.trace(query));
    expect(orders.rerank).toHaveLength(30);
    const only = await shop.time.until(shop.cascade.search(query, { only: ['p0', 'p1'] }));
    expect(idsOf(only).toSorted()).toEqual(['p0', 'p1']);
  });

  it('act on the first answer of a search that shows itself as it becomes known', async () => {
    const shop = new RuledShop();
    shop.write({ actions: [pin('p29')] });
    const tops: string[] = [];
    await shop.time.until(
      (async () => {
        for await (const { response } of shop.cascade.searchProgressive(query)) tops.push(idsOf(response)[0]!);
      })(),
    );
    expect(tops).toEqual(['p29', 'p29']);
  });
});
