import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type SampleProduct, sampleInput, stateOf } from '../test/sample-list.js';
import { compileFeatures } from './compile.js';
import { declaredFeatures } from './declared.js';
import { featuresDocument } from './document.js';
import type { FeatureInput } from './feature-input.js';

/** Rows by feature name. */
function rows(input: FeatureInput, names?: readonly string[]): Record<string, number>[] {
  const compiled = compileFeatures(names);
  const out = new Float64Array(input.candidates.ids.length * compiled.names.length);
  compiled.compute(input, out);
  return input.candidates.ids.map((_, i) =>
    Object.fromEntries(compiled.names.map((name, j) => [name, out[i * compiled.names.length + j]!])),
  );
}

const row = (query: string, product: SampleProduct, others: readonly SampleProduct[] = []): Record<string, number> =>
  rows(sampleInput(query, [product, ...others]))[0]!;

/** Sums over a list differ in the last bits with its order. */
const round = (value: number): number => Math.round(value * 1e9) / 1e9;

const words = ['red', 'cordless', 'drill', '20', 'wd-40', '8x10', 'rug', 'dewalt', 'bit', 'set', 'inch'];
const text = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(' '));
const number = fc.option(fc.double({ min: 0, max: 1000, noNaN: true }), { nil: undefined });
const product: fc.Arbitrary<SampleProduct> = fc
  .record({
    title: text,
    description: text,
    brand: fc.constantFrom('DeWalt', 'Acme', 'Red Bit', undefined),
    category: fc.array(fc.constantFrom('tools', 'home', 'drills'), { maxLength: 3 }),
    price: number,
    rating: number,
    ratingCount: number,
    bm25: number,
    cosine: fc.double({ min: -1, max: 1, noNaN: true }),
    score: number,
  })
  .map(
    (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as SampleProduct,
  );
const list = fc.array(product, { minLength: 1, maxLength: 30 });

/** Places in the list are what these say. */
const positional = new Set([
  'fused_reciprocal_rank',
  'category_share',
  'category_root_share',
  'list_category_entropy',
  'price_to_median',
]);

describe('every feature', () => {
  it('is declared under a name of its own, with a meaning and a unit', () => {
    const names = declaredFeatures.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(40);
    for (const { name, meaning, unit } of declaredFeatures) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(meaning).toMatch(/^\S.{5,}$/);
      expect(unit).not.toBe('');
    }
  });

  it('follows its candidate when the list is permuted, but for those that speak of places', () => {
    fc.assert(
      fc.property(list, text, fc.nat(), (products, query, seed) => {
        const order = products
          .map((_, i) => i)
          .sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101) || a - b);
        const input = sampleInput(query, products);
        const pick = (values: Float64Array): Float64Array => Float64Array.from(order, (i) => values[i]!);
        const { candidates } = input;
        const permuted: FeatureInput = {
          ...input,
          states: order.map((i) => input.states[i]),
          candidates: {
            ids: order.map((i) => candidates.ids[i]!),
            score: pick(candidates.score),
            bm25: pick(candidates.bm25),
            bm25Rank: pick(candidates.bm25Rank),
            cosine: pick(candidates.cosine),
            denseRank: pick(candidates.denseRank),
          },
        };
        const names = declaredFeatures.map(({ name }) => name).filter((name) => !positional.has(name));
        const [before, after] = [rows(input, names), rows(permuted, names)];
        order.forEach((from, to) => {
          for (const name of names)
            expect([name, round(after[to]![name]!)]).toEqual([name, round(before[from]![name]!)]);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('depends on what the state says, not on the object that says it', () => {
    fc.assert(
      fc.property(list, text, (products, query) => {
        const input = sampleInput(query, products);
        expect(rows({ ...input, states: products.map(stateOf) })).toEqual(rows(input));
      }),
      { numRuns: 30 },
    );
  });

  it('stays within its bounds, and is a number or NaN', () => {
    const bounded = declaredFeatures.filter(({ unit }) => unit === '0..1' || unit === '0 or 1').map(({ name }) => name);
    fc.assert(
      fc.property(list, text, (products, query) => {
        for (const values of rows(sampleInput(query, products))) {
          for (const [name, value] of Object.entries(values)) {
            expect(value).not.toBe(Infinity);
            if (!bounded.includes(name) || Number.isNaN(value)) continue;
            expect([name, value >= -1e-12 && value <= 1 + 1e-12]).toEqual([name, true]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('that reads a product is NaN where the index does not know the product', () => {
    const values = row('red drill', { unknown: true }, [{ title: 'red drill', bm25: 2, cosine: 0.5 }]);
    const ofQuery = declaredFeatures
      .filter(({ group }) => group === 'query' || group === 'behaviour')
      .map(({ name }) => name);
    const known = Object.entries(values).filter(([name, value]) => !Number.isNaN(value) && !ofQuery.includes(name));
    // The harness gives every candidate ranks.
    expect(known.map(([name]) => name)).toEqual(['bm25_reciprocal_rank', 'dense_reciprocal_rank']);
  });
});

describe('compiled features', () => {
  it('come in the order asked for, and only those', () => {
    const input = sampleInput('red drill', [{ title: 'red drill' }, { title: 'drill' }]);
    const out = new Float64Array(5).fill(-1);
    compileFeatures(['title_length', 'title_coverage']).compute(input, out);
    expect([...out]).toEqual([2, 1, 1, 0.5, -1]);
  });

  it('refuse an unknown name and name the near ones, and refuse too small a place', () => {
    expect(() => compileFeatures(['title_coverge'])).toThrow('"title_coverge" is not declared. Near: title_coverage');
    expect(() => {
      compileFeatures(['cosine']).compute(sampleInput('a', [{}, {}]), new Float64Array(1));
    }).toThrow('2 candidates x 1 features need 2 places');
  });

  it('are documented in docs/features.md as they are declared (else: bin/weir features --document > docs/features.md)', () => {
    expect(readFileSync(path.join(__dirname, '../../../docs/features.md'), 'utf8')).toBe(featuresDocument());
  });
});

describe('a list', () => {
  it('without candidates, and a query without words, are computed', () => {
    expect(rows(sampleInput('drill', []))).toEqual([]);
    expect(row('', { title: 'red drill' })['title_coverage']).toBeNaN();
  });

  it('of behaviour counts is smoothed towards its own rate', () => {
    const input = sampleInput('drill', [{ title: 'drill' }, { title: 'drill' }]);
    const behaviour = [{ impressions: 80, clicks: 8, carts: 0, purchases: 0 }, undefined];
    const [first, second] = rows({ ...input, behaviour }, ['click_rate', 'impressions']);
    expect(first).toEqual({ click_rate: (8 + 20 * 0.1) / 100, impressions: Math.log1p(80) });
    expect(second).toEqual({ click_rate: 0.1, impressions: 0 });
    expect(rows(input, ['click_rate'])[0]).toEqual({ click_rate: 0 });
  });
});
