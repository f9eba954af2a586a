import { type SampleProduct, sampleInput } from '../test/sample-list.js';
import { compileFeatures } from './compile.js';

const { names, compute } = compileFeatures();

/** The named features of each product. */
function valuesOf(query: string, feature: string, ...products: SampleProduct[]): number[] {
  const out = new Float64Array(names.length * products.length);
  compute(sampleInput(query, products), out);
  return products.map((_, i) => out[i * names.length + names.indexOf(feature)]!);
}

const query = 'wall lamp without cord';
const plain = { title: 'Wall lamp, brass' };
const corded = { title: 'Wall lamp with cord' };
const cordless = { title: 'Cordless wall lamp' };
const told = { title: 'Wall lamp', description: 'Battery powered, no annoying power cord' };
const free = { title: 'Cord-free wall lamp' };
const hidden = { title: 'Wall lamp', description: 'The cord is 2 m long' };

describe('a query with a negation', () => {
  it('tells products that say they lack the thing from those that have it and those that are silent', () => {
    const products = [plain, corded, cordless, told, free, hidden];
    expect(valuesOf(query, 'negation_said', ...products)).toEqual([0, 0, 1, 1, 1, 0]);
    expect(valuesOf(query, 'negation_violated', ...products)).toEqual([0, 1, 0, 0, 0, 0]);
    expect(valuesOf(query, 'negation_mentioned', ...products)).toEqual([0, 1, 0, 0, 0, 1]);
  });

  it('counts as wanted only what it asks for', () => {
    expect(valuesOf(query, 'title_asked_coverage', plain, corded, { title: 'Cord' })).toEqual([1, 1, 0]);
  });

  it('ends its negation where it turns to what is wanted again', () => {
    const lights = [{ title: 'Lights with switch' }, { title: 'Lights with wiring and switch' }];
    expect(valuesOf('lights without wiring with switch', 'negation_violated', ...lights)).toEqual([0, 1]);
    expect(valuesOf('lights without wiring with switch', 'title_asked_coverage', ...lights)).toEqual([1, 1]);
    expect(valuesOf('non skid stair tape', 'query_negated_words', ...lights)).toEqual([0, 0]);
    expect(valuesOf('stair tape non skid black', 'query_negated_words', ...lights)).toEqual([1, 1]);
  });

  it('is a name when it begins with the negation, and has no value for one without', () => {
    for (const other of ['no country for old men', 'wall lamp']) {
      expect(valuesOf(other, 'query_negated_words', plain)).toEqual([0]);
      expect(valuesOf(other, 'negation_said', plain)).toEqual([NaN]);
      expect(valuesOf(other, 'title_asked_coverage', plain)).toEqual(valuesOf(other, 'title_idf_coverage', plain));
    }
  });
});
