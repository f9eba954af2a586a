import { FakeShop, shoe, shoes } from '../test/fake-shop.js';
import type { SearchRequest, SearchResponse } from './search.js';
import { type Assigner, overlayPlan, type PartialPlan, type Plan, type ServedSearch } from './index.js';

const query: SearchRequest = { query: 'shoe', shopperId: 's1' };
const idsOf = ({ products }: SearchResponse): string[] => products.map(({ product }) => product.id);
const teamsOf = ({ products }: SearchResponse) => products.map(({ team }) => team);

/** A shop whose shoppers see two rankings: the base Plan's and that of `challenger`. */
function interleavedShop(challenger: PartialPlan = { ranker: { model: null }, reranker: { model: null } }) {
  const served: ServedSearch[] = [];
  const parts = Object.keys(challenger) as (keyof Plan)[];
  const assigner: Assigner = {
    assign: (_, base) => {
      const { plan } = overlayPlan(base, challenger);
      if (plan === undefined) throw new Error('not a plan');
      const variant = { experiment: 'e', variant: 'interleaved', phase: 1, unit: 'shopper', counted: true } as const;
      return {
        plan: base,
        variants: [{ ...variant, differs: parts, interleaved: true }],
        interleaved: { experiment: 'e', variants: ['control', 'other'], plan },
      };
    },
  };
  const shop = new FakeShop(shoes(30), undefined, { assigner, onServed: (search) => served.push(search) });
  return {
    shop,
    served,
    ask: (more: Partial<SearchRequest> = {}) => shop.time.until(shop.cascade.search({ ...query, ...more })),
  };
}

describe('an interleaved page', () => {
  it('drafts both rankings, each in its own order, and says whose pick each place is', async () => {
    const { shop, ask } = interleavedShop();
    const page = await ask({ pageSize: 30 });
    const plain = new FakeShop(shoes(30));
    const control = idsOf(await plain.time.until(plain.cascade.search({ query: 'shoe', pageSize: 30 })));
    const ofTeam = (team: string): string[] =>
      page.products.filter((each) => each.team === team).map(({ product }) => product.id);

    expect(new Set(idsOf(page)).size).toBe(30);
    expect(page.variants).toMatchObject([{ variant: 'interleaved' }]);
    expect(page.variants[0]).not.toHaveProperty('missed');
    expect(ofTeam('control')).toEqual(control.filter((id) => ofTeam('control').includes(id)));
    // Retrieval orders by popularity, p0 first.
    expect(ofTeam('other')).toEqual([...ofTeam('other')].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
    expect(Math.abs(ofTeam('control').length - ofTeam('other').length)).toBeLessThanOrEqual(1);
    expect(shop.calls.retrieve).toBe(2);
  });

  it('is the same for a unit that asks again, on every page, and another for other units', async () => {
    const { shop, ask } = interleavedShop();
    const whole = await ask({ pageSize: 30 });
    const first = await ask({ pageSize: 4 });
    const second = await ask({ pageSize: 5, pageToken: first.nextPageToken });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(idsOf(whole).slice(0, 9));
    expect([...teamsOf(first), ...teamsOf(second)]).toEqual(teamsOf(whole).slice(0, 9));

    const others = [];
    for (let n = 0; n < 8; n++) others.push(idsOf(await ask({ shopperId: `t${n}`, pageSize: 30 })).join());
    expect(new Set(others).size).toBeGreaterThan(1);
    // Each ranking came from the page cache after the first unit.
    expect(shop.calls.retrieve).toBe(2);
  });

  it('goes on as it began when the catalogue changed, and when its list is gone', async () => {
    const { shop, ask } = interleavedShop();
    const whole = idsOf(await ask({ pageSize: 30 }));
    const first = await ask();
    shop.upsert(shoe(99, 9999));
    expect(idsOf(await ask({ pageToken: first.nextPageToken }))).toEqual(whole.slice(4, 8));

    const unkept = interleavedShop();
    const begun = await unkept.shop.time.until(unkept.shop.cascade.search(query, { cache: false }));
    const next = await unkept.ask({ pageToken: begun.nextPageToken });
    expect(idsOf(next)).toEqual(whole.slice(4, 8));
    expect(next.products[0]!.position).toBe(5);
  });

  it('is the control’s where one ranking fails or a stage works for one alone, and says that it was not reached', async () => {
    const { shop, ask, served } = interleavedShop({ ranker: { model: null } });
    shop.conduct.score = { ms: 1, error: new Error('broken') };
    const page = await ask();
    expect(page.variants).toMatchObject([{ missed: 'failed' }]);
    expect(teamsOf(page)).toEqual([undefined, undefined, undefined, undefined]);
    expect(page.degraded.map(({ stage }) => stage)).toEqual(['rank']);
    expect(served[0]!.response.variants).toMatchObject([{ missed: 'failed' }]);
  });

  it('makes one ranking where nothing is ranked that they rank differently, and for a tool', async () => {
    const { shop, ask } = interleavedShop();
    const sorted = await ask({ sort: { field: 'price', descending: false } });
    expect(sorted.variants).toMatchObject([{ missed: 'unranked' }]);
    const ofTool = await ask({ plan: { ranker: { keep: 9 } } });
    expect(ofTool.variants).toMatchObject([{ missed: 'cached' }]);
    expect(teamsOf(ofTool)).not.toContain('other');
    expect(shop.calls.retrieve).toBe(2);
  });

  it('of A against A shares one ranking between the teams', async () => {
    const { ask } = interleavedShop({});
    const page = await ask({ pageSize: 30 });
    const plain = new FakeShop(shoes(30));
    expect(idsOf(page)).toEqual(idsOf(await plain.time.until(plain.cascade.search({ query: 'shoe', pageSize: 30 }))));
    expect(teamsOf(page).filter((team) => team === 'other')).toHaveLength(15);
  });

  it('explains each place by the ranking that it was picked from, and comes at once where answers are progressive', async () => {
    const { shop, ask } = interleavedShop();
    const { products } = await ask({ explain: true });
    for (const { team, explanation } of products) {
      expect(explanation!.features.length > 0).toBe(team === 'control');
    }
    const kinds: string[] = [];
    const answers = shop.cascade.searchProgressive({ ...query, shopperId: 's9' })[Symbol.asyncIterator]();
    for (
      let next = await shop.time.until(answers.next());
      next.done !== true;
      next = await shop.time.until(answers.next())
    )
      kinds.push(next.value.kind);
    expect(kinds).toEqual(['final']);
  });
});
