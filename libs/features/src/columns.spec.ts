import fc from 'fast-check';
import { headSize, percentiles, relativeColumn } from './columns.js';

// Few different numbers, so that there are ties; some are not known.
const column = fc
  .array(
    fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN)),
    {
      maxLength: 60,
    },
  )
  .map((values) => Float64Array.from(values));

describe('columns', () => {
  it('a percentile is the share of the other known values below, ties counting half', () => {
    fc.assert(
      fc.property(column, (values) => {
        const known = [...values].filter((value) => !Number.isNaN(value));
        const expected = [...values].map((value) => {
          if (Number.isNaN(value)) return NaN;
          if (known.length === 1) return 0.5;
          const below = known.filter((other) => other < value).length;
          const ties = known.filter((other) => other === value).length - 1;
          return (below + ties / 2) / (known.length - 1);
        });
        expect([...percentiles(values)]).toEqual(expected);
      }),
    );
  });

  it('the head of a column is its largest known values', () => {
    fc.assert(
      fc.property(column, (values) => {
        const head = [...values]
          .filter((value) => !Number.isNaN(value))
          .sort((a, b) => b - a)
          .slice(0, headSize);
        const { best, headMean } = relativeColumn(values);
        expect(best).toBe(head[0] ?? NaN);
        if (head.length > 0) expect(headMean).toBe(head.reduce((sum, value) => sum + value, 0) / head.length);
      }),
    );
  });
});
