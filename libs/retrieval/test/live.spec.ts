import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Product } from '@weir/catalogue';
import { EmbeddedRetriever } from '@weir/retrieval';
import type { Facet, Filter, Retrieved, RetrievalRequest } from '@weir/retrieval';
import fc from 'fast-check';
import { randomProduct, randomQuery, schema } from './random-shop.js';

type Write =
  | { readonly kind: 'upsert'; readonly product: Product; readonly vector: Float32Array | undefined }
  | { readonly kind: 'remove'; readonly id: string };

const id = fc.integer({ min: 0, max: 15 }).map((index) => `p${index}`);
const vector = fc.option(fc.integer({ min: 0, max: 35 }).map(unit), { nil: undefined });
const write: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 3,
    arbitrary: id.chain((name) =>
      fc.record({ kind: fc.constant('upsert' as const), product: randomProduct(name), vector }),
    ),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), id }) },
);
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('any-of' as const, 'none-of' as const),
    field: fc.constantFrom('brand', 'category', 'colour', 'price'),
    values: fc.subarray(['acme', 'Tubo', 'Footwear', 'RED', 'blue', '3']),
  }),
  fc.record({
    kind: fc.constant('range' as const),
    field: fc.constantFrom('price', 'popularity'),
    min: fc.nat(3),
    max: fc.nat(5),
  }),
);
const facets = [
  { field: 'brand' },
  { field: 'colour' },
  { field: 'category' },
  { field: 'price', ranges: [{ to: 3 }, { from: 3 }] },
];

jest.setTimeout(60_000);

describe('EmbeddedRetriever', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'weir-live-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('answers after any writes, and after a save and a load, as one built afresh of what is left', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { maxLength: 80 }),
        randomQuery,
        fc.array(filter, { maxLength: 2 }),
        async (writes, query, filters) => {
          const live = EmbeddedRetriever.create(schema, { sealedPostings: 16 });
          const left = new Map<string, Extract<Write, { kind: 'upsert' }> & { readonly version: number }>();
          for (const [version, one] of writes.entries()) {
            if (one.kind === 'remove') {
              left.delete(one.id);
              await live.remove([{ id: one.id, version }]);
            } else {
              left.set(one.product.id, { ...one, version });
              await live.upsert([indexed(one, version)]);
            }
          }
          const fresh = EmbeddedRetriever.create(schema);
          await fresh.upsert([...left.values()].map((one) => indexed(one, one.version)));
          const file = path.join(folder, 'index.snapshot');
          await live.save(file);
          const loaded = await EmbeddedRetriever.load(file, schema);
          for (const mode of ['bm25', 'dense', 'hybrid'] as const) {
            const request = requestOf(query, mode, filters);
            const expected = comparable(await fresh.retrieve(request));
            expect(comparable(await live.retrieve(request))).toEqual(expected);
            expect(comparable(await loaded.retrieve(request))).toEqual(expected);
          }
          expect(live.count()).toBe(left.size);
          expect(loaded.lastVersion()).toBe(live.lastVersion());
          expect(await loaded.states([...left.keys()])).toEqual(await fresh.states([...left.keys()]));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('filters and counts as a scan of the products would', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { maxLength: 40 }),
        fc.array(filter, { maxLength: 3 }),
        async (writes, filters) => {
          const shop = new Map(writes.flatMap((one) => (one.kind === 'upsert' ? [[one.product.id, one.product]] : [])));
          const retriever = EmbeddedRetriever.create(schema);
          await retriever.upsert([...shop.values()].map((product, version) => ({ product, version })));
          const passing = [...shop.values()].filter((product) => filters.every((one) => passes(product, one)));
          const answer = await retriever.retrieve(requestOf('', 'bm25', filters));
          expect([...answer.candidates.ids].sort()).toEqual(passing.map((product) => product.id).sort());
          expect(answer.total).toBe(passing.length);
          for (const { field, values } of answer.facets) {
            for (const { value, count } of values) {
              expect(count).toBe(passing.filter((product) => counts(product, field, value)).length);
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

function indexed(
  { product, vector: values }: Extract<Write, { kind: 'upsert' }>,
  version: number,
): Parameters<EmbeddedRetriever['upsert']>[0][number] {
  return { product, version, ...(values === undefined ? {} : { vector: values }) };
}

function requestOf(query: string, mode: RetrievalRequest['mode'], filters: readonly Filter[]): RetrievalRequest {
  const fusion = { method: 'convex', denseWeight: 0.5 } as const;
  return { query, queryVector: unit(3), mode, fusion, depth: 12, prefix: true, typos: true, filters, facets };
}

/** The answer without the order of terms and the spelling of facet values, which tell how an index came about. */
function comparable({ candidates, total, facets: counted, statistics, corrections }: Retrieved): unknown {
  const folded = (facet: Facet): unknown => ({
    ...facet,
    values: facet.values.map(({ value, count }) => [value.toLowerCase(), count]).sort(),
  });
  return { candidates, total, facets: counted.map(folded), documents: statistics.documents, corrections };
}

/** A unit vector in the plane, at ten degrees times `index`. */
function unit(index: number): Float32Array {
  const angle = (index * Math.PI) / 18;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
}

function passes(product: Product, filter: Filter): boolean {
  if (filter.kind === 'range') {
    const value = Number(valuesOf(product, filter.field)[0] ?? NaN);
    return value >= (filter.min ?? -Infinity) && value <= (filter.max ?? Infinity);
  }
  const wanted = filter.values.map((value) => value.toLowerCase());
  return (
    valuesOf(product, filter.field).some((value) => wanted.includes(value.toLowerCase())) === (filter.kind === 'any-of')
  );
}

function counts(product: Product, field: string, value: string): boolean {
  if (value === '*-3') return (product.price ?? NaN) < 3;
  if (value === '3-*') return (product.price ?? NaN) >= 3;
  return valuesOf(product, field).some((one) => one.toLowerCase() === value.toLowerCase());
}

function valuesOf(product: Product, field: string): readonly string[] {
  if (field === 'brand') return product.brand === undefined ? [] : [product.brand];
  if (field === 'category') return product.category;
  const value =
    field === 'price' ? product.price : field === 'popularity' ? product.popularity : product.attributes[field];
  return value === undefined ? [] : [String(value)];
}
