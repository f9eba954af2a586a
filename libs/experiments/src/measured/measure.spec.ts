import type { EventMoments, VariantMoments } from '@weir/storage';
import { running } from '../../test/make-experiment.js';
import { measured, measuredQuery } from './measure.js';
import { countOf, doersOf, revenueIn } from './measured-metrics.js';

const currencies = ['EUR', 'JPY'];
const variants = ['control', 'treatment'] as const;

/** Of 1000 shoppers a variant; of the treatment's, more buy. */
function found(buyers: readonly [number, number]): EventMoments {
  const moments = variants.flatMap((variant, at): readonly VariantMoments[] => {
    const did = buyers[at]!;
    const of = (metric: string, sum: number, sumSquares = sum): VariantMoments => ({
      ...{ metric, variant, stratum: '', units: 1000, m: { sum, sumSquares } },
    });
    return [
      { ...of('ctr', 600, 900), d: { sum: 2000, sumSquares: 6000 }, sumProducts: 2000 },
      of('conversion', did),
      of(doersOf('purchase'), did),
      of(countOf('search'), 2000, 6000),
      // Each paid 20 euros, or 500 yen.
      of(revenueIn('EUR'), did * 2000, did * 2000 ** 2),
      of(revenueIn('JPY'), did * 500, did * 500 ** 2),
    ];
  });
  const counts = variants.map((variant) => ({ variant, units: 1000, reached: 990, failed: 3, days: [] }));
  return { counts: { variants: counts, inSeveralVariants: 4, bots: 2, outliers: 1 }, moments };
}

describe('what is measured of an experiment', () => {
  it('is numerators and denominators of its units, money in units of its currency', () => {
    const { variants, leftOut, sampleRatio } = measured(running(), currencies, { found: found([100, 150]), now: 0 });
    const [control, treatment] = variants;
    expect(control).toMatchObject({
      ...{ variant: 'control', isControl: true, units: 1000, reached: 990, failed: 3, weight: 0.5 },
      clickedSearches: 600,
      events: { search: 2000, purchase: 0 },
      doers: { purchase: 100, click: 0 },
    });
    expect([...treatment!.revenue]).toEqual([
      ['EUR', 3000],
      ['JPY', 75_000],
    ]);
    expect(leftOut).toEqual({ crossed: 4, bots: 2, outliers: 1 });
    expect(sampleRatio).toEqual({ pValue: 1, mismatch: false });
  });

  it('has the error of every metric, and its lift over the control in an interval that may be looked at often', () => {
    const { variants } = measured(running(), currencies, { found: found([100, 300]), now: 0 });
    const of = (at: number, metric: string, currency = '') =>
      variants[at]!.metrics.find((each) => each.metric === metric && each.currency === currency)!;
    expect(of(0, 'conversion')).toEqual({
      ...{ metric: 'conversion', currency: '', value: 0.1 },
      standardError: expect.closeTo(Math.sqrt(0.09 / 1000), 8) as number,
    });
    expect(of(0, 'ctr').value).toBeCloseTo(0.3, 12);
    expect(of(0, 'revenue_per_unit', 'EUR').value).toBeCloseTo(2, 12);
    expect(of(1, 'revenue_per_unit', 'JPY').value).toBeCloseTo(150, 12);
    const { lift } = of(1, 'revenue_per_unit', 'EUR');
    expect(lift!.effect).toBeCloseTo(2, 12);
    expect(lift!.low).toBeGreaterThan(0);
    expect(lift!.high).toBeGreaterThan(lift!.effect);
    expect(variants[0]!.metrics.map(({ metric }) => metric)).toEqual([
      ...['ctr', 'add_to_cart_rate', 'conversion', 'revenue_per_unit', 'revenue_per_unit'],
    ]);
  });

  it('is of the units and the window that the results are of', () => {
    const query = measuredQuery(running({ unit: 'session' }), currencies);
    expect(query).toMatchObject({ experiment: 'window', phase: 1, unit: 'session', windowMs: 7 * 86_400_000 });
    expect(query.metrics.filter(({ currency }) => currency !== undefined)).toHaveLength(2);
  });
});
