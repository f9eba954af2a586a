import { type IndexSchema, patched, type Product } from '@weir/catalogue';
import { parseSynonyms, productState } from '@weir/retrieval';
import type { RetrievalRequest, Retriever, Synonyms } from '@weir/retrieval';

type Create = (schema: IndexSchema, synonyms?: Synonyms) => Promise<Retriever>;

/** What every adapter of the Retriever port guarantees. `create` gives an empty one. */
export function retrieverContract(name: string, create: Create): void {
  describe(`Retriever contract: ${name}`, () => {
    let retriever: Retriever;

    beforeEach(async () => {
      retriever = await create(schema);
      await retriever.upsert(shop.map((product, index) => ({ product, version: index + 1, vector: axis(index) })));
    });

    const ids = async (request: Partial<RetrievalRequest>): Promise<readonly string[]> =>
      (await retriever.retrieve({ ...base, ...request })).candidates.ids;

    it('finds what has all words first', async () => {
      expect((await ids({ query: 'red running shoes' }))[0]).toBe('shoe-red');
    });

    it('gives parallel arrays, best first, with ranks from 1', async () => {
      const { candidates } = await retriever.retrieve({
        ...base,
        query: 'red shoes',
        mode: 'hybrid',
        queryVector: axis(1),
      });
      const { length } = candidates.ids;
      for (const column of [
        candidates.score,
        candidates.bm25,
        candidates.bm25Rank,
        candidates.cosine,
        candidates.denseRank,
      ]) {
        expect(column).toHaveLength(length);
      }
      expect([...candidates.score]).toEqual([...candidates.score].sort((left, right) => right - left));
      expect(Math.min(...[...candidates.bm25Rank].filter((rank) => !Number.isNaN(rank)))).toBe(1);
      expect(candidates.cosine.every((cosine) => !Number.isNaN(cosine))).toBe(true);
      expect(candidates.cosine[candidates.ids.indexOf('shoe-blue')]).toBeCloseTo(1, 5);
    });

    it('answers lexically when the query has no vector', async () => {
      const { candidates } = await retriever.retrieve({ ...base, query: 'red shoes', mode: 'hybrid' });
      expect(candidates.ids[0]).toBe('shoe-red');
      expect(candidates.denseRank.every(Number.isNaN)).toBe(true);
    });

    it('answers by words alone while most products have no vector yet, so that the first to have one do not rise', async () => {
      const bare = await create(schema);
      await bare.upsert(
        shop.map((product, index) => ({
          product,
          version: index + 1,
          ...(product.id === 'shoe-blue' ? { vector: axis(index) } : {}),
        })),
      );
      const byWords = await bare.retrieve({ ...base, query: 'red shoes' });
      const hybrid = await bare.retrieve({ ...base, query: 'red shoes', mode: 'hybrid', queryVector: axis(1) });
      expect(hybrid.candidates.ids).toEqual(byWords.candidates.ids);
      expect(hybrid.candidates.denseRank.every(Number.isNaN)).toBe(true);
    });

    it('finds by meaning alone in dense mode', async () => {
      expect((await ids({ query: 'anything', mode: 'dense', queryVector: axis(3) }))[0]).toBe('wd40');
    });

    it.each(['wd40', 'WD-40', 'wd 40'])('finds the model number spelled %s', async (query) => {
      expect((await ids({ query }))[0]).toBe('wd40');
    });

    it.each(['1/2 inch pipe', '1/2in pipe', '0.5" pipe', '½ in. pipe'])('finds the size spelled %s', async (query) => {
      expect((await ids({ query }))[0]).toBe('pipe-half');
    });

    it('matches the last word as a prefix where asked to', async () => {
      expect(await ids({ query: 'runn', prefix: true })).toContain('shoe-red');
      expect(await ids({ query: 'runn', prefix: false })).toEqual([]);
    });

    it('reads a word that matches nothing as one that is spelled nearly so, and says it', async () => {
      const answer = await retriever.retrieve({ ...base, query: 'lubricnat', typos: true });
      expect(answer.candidates.ids).toEqual(['wd40']);
      expect(answer.corrections).toEqual([{ from: 'lubricnat', to: 'lubricant' }]);
      expect(await ids({ query: 'lubricnat', typos: false })).toEqual([]);
    });

    it('finds words that were run together or apart', async () => {
      expect((await ids({ query: 'runningshoes', typos: true }))[0]).toMatch(/^shoe/);
      expect((await ids({ query: 'air fryer' }))[0]).toBe('fryer');
    });

    it('finds what else the words stand for, the words themselves first', async () => {
      const rules = '# shoes\nsneakers, Shoe, trainer\ntubing => pipe';
      const wise = await create(schema, parseSynonyms(rules));
      await wise.upsert([
        ...shop.map((product, index) => ({ product, version: index + 1 })),
        { product: product('trainer', 'Red trainer', {}), version: 50 },
      ]);
      const found = async (query: string): Promise<readonly string[]> =>
        (await wise.retrieve({ ...base, query })).candidates.ids;
      expect((await found('sneaker')).toSorted()).toEqual(['shoe-blue', 'shoe-red', 'trainer']);
      expect((await found('trainers'))[0]).toBe('trainer');
      expect((await found('copper tubing')).toSorted()).toEqual(['pipe-half', 'pipe-two']);
      expect(await ids({ query: 'sneaker' })).toEqual([]);
    });

    it('finds a synonym of several words where a product has all of them', async () => {
      const rules = 'tv => television set\njogging sneakers, running shoes\nflat screen => monitor';
      const wise = await create(schema, parseSynonyms(rules));
      const given = [
        product('both', 'Television with remote, a set', {}),
        product('television', 'Television', {}),
        product('set', 'Set of knives', {}),
        product('sets', 'Set of forks', {}),
        product('monitor', 'Monitor', {}),
        product('sneaker', 'Sneakers for jogging', {}),
        product('other', 'Sneakers', {}),
      ];
      await wise.upsert([...shop, ...given].map((each, index) => ({ product: each, version: index + 1 })));
      const found = async (query: string): Promise<readonly string[]> =>
        (await wise.retrieve({ ...base, query })).candidates.ids;
      expect(await found('tv')).toEqual(['both']);
      expect((await found('running shoes')).toSorted()).toEqual(['shoe-blue', 'shoe-red', 'sneaker']);
      expect(await found('flat screen')).toEqual(['monitor']);
      expect(await found('flat')).toEqual([]);
      const { total, statistics, candidates } = await wise.retrieve({ ...base, query: 'tv knives' });
      expect([total, candidates.ids.toSorted()]).toEqual([2, ['both', 'set']]);
      expect(statistics.terms.map(({ term, word, companions }) => [term, word, companions])).toEqual([
        ['televis', 0, ['set']],
        ['knife', 1, undefined],
      ]);
    });

    it('leaves out what is hidden, in every list and count', async () => {
      const hiding = async (hidden: RetrievalRequest['hidden'], query = ''): Promise<readonly unknown[]> => {
        const facets = [{ field: 'brand' }];
        const answer = await retriever.retrieve({ ...base, query, facets, ...(hidden && { hidden }) });
        return [answer.candidates.ids, answer.total, answer.facets[0]?.values.find(({ value }) => value === 'Acme')];
      };
      const [all, total] = (await hiding(undefined)) as [string[], number];
      const acme = { kind: 'any-of', field: 'brand', values: ['acme'] } as const;
      expect(await hiding([{ ids: ['shoe-red', 'no such product'], filters: [] }])).toEqual([
        all.filter((id) => id !== 'shoe-red'),
        total - 1,
        { value: 'Acme', count: 1 },
      ]);
      const rest = all.filter((id) => !['shoe-red', 'shoe-blue'].includes(id));
      expect(await hiding([{ ids: [], filters: [acme] }])).toEqual([rest, total - 2, undefined]);
      // All of its filters must hold.
      const cheap = { kind: 'range', field: 'price', max: 1 } as const;
      expect(await hiding([{ ids: [], filters: [acme, cheap] }])).toEqual([all, total, { value: 'Acme', count: 2 }]);
      expect((await hiding([{ ids: ['shoe-red'], filters: [] }], 'shoe'))[0]).not.toContain('shoe-red');
    });

    it('keeps to filters', async () => {
      const filtered = (...filters: RetrievalRequest['filters']): Promise<readonly string[]> =>
        ids({ query: '', filters });
      expect(await filtered({ kind: 'any-of', field: 'brand', values: ['acme'] })).toEqual(['shoe-red', 'shoe-blue']);
      expect(await filtered({ kind: 'any-of', field: 'category', values: ['Footwear'] })).toEqual([
        'shoe-red',
        'shoe-blue',
      ]);
      expect(await filtered({ kind: 'none-of', field: 'category', values: ['Footwear'] })).not.toContain('shoe-red');
      expect(await filtered({ kind: 'range', field: 'price', min: 50, max: 60 })).toEqual(['shoe-red', 'shoe-blue']);
      expect(await filtered({ kind: 'range', field: 'size', max: 42 })).toEqual(['shoe-red']);
      expect(await filtered({ kind: 'any-of', field: 'colour', values: ['Red', 'blue'] })).toEqual([
        'shoe-red',
        'shoe-blue',
      ]);
      expect(await filtered({ kind: 'any-of', field: 'no-such-field', values: ['x'] })).toEqual([]);
    });

    it('counts facets over all that match, not only the candidates', async () => {
      const answer = await retriever.retrieve({
        ...base,
        query: 'shoes',
        depth: 1,
        facets: [
          { field: 'colour' },
          { field: 'price', ranges: [{ to: 55 }, { from: 55 }] },
          { field: 'category', limit: 1 },
        ],
      });
      expect(answer.total).toBe(2);
      expect(answer.facets).toEqual([
        {
          field: 'colour',
          values: [
            { value: 'blue', count: 1 },
            { value: 'red', count: 1 },
          ],
        },
        {
          field: 'price',
          values: [
            { value: '*-55', count: 1 },
            { value: '55-*', count: 1 },
          ],
        },
        { field: 'category', values: [{ value: 'Footwear', count: 2 }] },
      ]);
    });

    it('browses by popularity, products of equal popularity by id', async () => {
      expect(await ids({ query: ' ' })).toEqual(['wd40', 'shoe-red', 'fryer', 'pipe-half', 'pipe-two', 'shoe-blue']);
    });

    it('keeps to a pool, unmatched products last', async () => {
      const answer = await retriever.retrieve({
        ...base,
        query: 'pipe',
        depth: 1,
        only: ['wd40', 'gone', 'pipe-half', 'fryer'],
      });
      expect(answer.candidates.ids).toEqual(['pipe-half', 'fryer', 'wd40']);
      expect([...answer.candidates.bm25].map(Number.isNaN)).toEqual([false, true, true]);
    });

    it('makes the newest version of a product visible at once and ignores older ones', async () => {
      const renamed = { ...shop[0]!, title: 'Green umbrella' };
      await retriever.upsert([{ product: renamed, version: 100 }]);
      await retriever.upsert([{ product: shop[0]!, version: 99 }]);
      expect(await ids({ query: 'umbrella' })).toEqual(['shoe-red']);
      expect(await ids({ query: 'running' })).not.toContain('shoe-red');
      expect(retriever.count()).toBe(shop.length);
    });

    it('takes the numbers of a product, its words, values and vector staying', async () => {
      const product = patched(shop[0]!, { id: 'shoe-red', set: { price: 1.25, popularity: 5000 }, clear: ['stock'] });
      const between = { product: { ...product, price: 3 }, version: 99, before: 1 };
      expect(await retriever.patch([between, { product, version: 100, before: 99 }])).toEqual([]);
      expect(await ids({ filters: [{ kind: 'range', field: 'price', max: 1.25 }] })).toEqual(['shoe-red']);
      expect((await ids({ query: 'red running shoes' }))[0]).toBe('shoe-red');
      expect((await ids({}))[0]).toBe('shoe-red');
      const { candidates } = await retriever.retrieve({ ...base, query: 'shoes', queryVector: axis(0) });
      expect(candidates.cosine[candidates.ids.indexOf('shoe-red')]).toBeCloseTo(1, 5);
      expect(await retriever.states(['shoe-red'])).toEqual([{ ...productState(product, schema), version: 100 }]);
      await retriever.upsert([{ product: shop[0]!, version: 98 }]);
      expect(await retriever.states(['shoe-red'])).toEqual([{ ...productState(product, schema), version: 100 }]);
    });

    it('says of which products it has not the version that was changed, and leaves newer ones as they are', async () => {
      const changed = (at: number, version: number, before: number) => ({
        ...{ product: { ...shop[at]!, price: 1 }, version, before },
      });
      const never = { product: { ...shop[0]!, id: 'never there' }, version: 7, before: 3 };
      await retriever.remove([{ id: shop[2]!.id, version: 200 }]);
      const behind = await retriever.patch([changed(0, 100, 50), changed(1, 1, 0), changed(2, 150, 3), never]);
      // Of one that was removed an adapter may know nothing: it is written whole then, which is too late as well.
      expect(behind.filter((id) => id !== shop[2]!.id)).toEqual(['shoe-red', 'never there']);
      await retriever.upsert([{ product: shop[2]!, version: 150 }]);
      expect(retriever.count()).toBe(shop.length - 1);
      expect(await ids({ filters: [{ kind: 'range', field: 'price', max: 1 }] })).toEqual([]);
    });

    it('forgets a removed product, and does not take back an older version of it', async () => {
      await retriever.remove([
        { id: 'wd40', version: 100 },
        { id: 'gone', version: 101 },
      ]);
      await retriever.upsert([{ product: shop.find(({ id }) => id === 'wd40')!, version: 99 }]);
      expect(await ids({ query: 'wd40' })).toEqual([]);
      expect(await ids({ query: 'x', mode: 'dense', queryVector: axis(3) })).not.toContain('wd40');
      expect(retriever.count()).toBe(shop.length - 1);
    });

    it('takes a vector for the version that it was made of only', async () => {
      await retriever.setVectors([
        { id: 'shoe-red', version: 1, vector: axis(7) },
        { id: 'shoe-blue', version: 1, vector: axis(7) },
      ]);
      const { candidates } = await retriever.retrieve({ ...base, query: 'shoes', queryVector: axis(7) });
      expect(candidates.cosine[candidates.ids.indexOf('shoe-red')]).toBeCloseTo(1, 5);
      expect(candidates.cosine[candidates.ids.indexOf('shoe-blue')]).toBeCloseTo(0, 5);
    });

    it('keeps the state that features read', async () => {
      const [state, missing] = await retriever.states(['shoe-red', 'gone']);
      expect(state).toEqual({ ...productState(shop[0]!, schema), version: 1 });
      expect(missing).toBeUndefined();
      expect(await retriever.versions(['shoe-blue', 'gone'])).toEqual([2, 0]);
    });

    it('says what scores were computed against', async () => {
      const { statistics } = await retriever.retrieve({ ...base, query: 'red shoes' });
      expect(statistics.documents).toBe(shop.length);
      expect(statistics.terms).toContainEqual(
        expect.objectContaining({ term: 'shoe', word: 1, documentFrequency: 2, weight: 1 }),
      );
      expect(statistics.averageLength).toHaveLength(schema.fields.length);
    });
  });
}

const schema: IndexSchema = {
  fields: ['title', 'description', 'brand', 'category', 'attributes'],
  boosts: [3, 1, 2, 1.5, 1],
};

const base: RetrievalRequest = {
  query: '',
  mode: 'bm25',
  fusion: { method: 'convex', denseWeight: 0.5 },
  depth: 100,
  prefix: false,
  typos: false,
  filters: [],
  facets: [],
};

const shop: readonly Product[] = [
  product('shoe-red', 'Red running shoes', {
    brand: 'Acme',
    category: ['Sport', 'Footwear'],
    price: 50,
    popularity: 5,
    attributes: { colour: 'red', size: '42' },
  }),
  product('shoe-blue', 'Blue walking shoes', {
    brand: 'Acme',
    category: ['Sport', 'Footwear'],
    price: 60,
    attributes: { colour: 'blue', size: '43' },
  }),
  product('pipe-half', 'Copper pipe 1/2 in. x 10 ft.', { brand: 'Tubo', category: ['Plumbing'], price: 9.5 }),
  product('wd40', 'WD-40 spray', {
    category: ['Garage'],
    price: 7,
    popularity: 9,
    text: { description: 'A lubricant that loosens rust.' },
  }),
  product('fryer', 'Airfryer XL', { category: ['Kitchen'], price: 99, popularity: 2 }),
  product('pipe-two', 'Copper pipe 2 in. x 10 ft.', { brand: 'Tubo', category: ['Plumbing'] }),
];

function product(id: string, title: string, rest: Partial<Product>): Product {
  return { id, title, text: {}, category: [], attributes: {}, ...rest };
}

/** Unit vector along one of eight axes. */
function axis(index: number): Float32Array {
  const vector = new Float32Array(8);
  vector[index % 8] = 1;
  return vector;
}
