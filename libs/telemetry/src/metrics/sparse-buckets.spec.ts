import fc from 'fast-check';
import { wantsProtobuf } from './protobuf-exposition.js';
import { SparseBuckets, sparseSchema, zeroThreshold } from './sparse-buckets.js';

/** What a reader makes of spans and deltas: values by the upper bound of their bucket. */
function decoded(buckets: SparseBuckets): readonly (readonly [upper: number, count: number])[] {
  const { spans, deltas } = buckets.encoded();
  const found: [number, number][] = [];
  let index = 0;
  let count = 0;
  let next = 0;
  for (const { offset, length } of spans) {
    index += offset;
    for (let at = 0; at < length; at++) found.push([2 ** (index++ / 2 ** sparseSchema), (count += deltas[next++]!)]);
  }
  return found;
}

describe('sparse buckets', () => {
  it('hold every value in the bucket that it belongs to', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 2000, noNaN: true }), fc.constantFrom(0, 1e-9, 0.25, 1, 2, 1024));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (values) => {
        const buckets = new SparseBuckets();
        for (const each of values) buckets.observe(each);
        expect(buckets.zeros).toBe(values.filter((each) => each <= zeroThreshold).length);
        const step = 2 ** (1 / 2 ** sparseSchema);
        // Of a bound itself a rounding error says on which side it is.
        const slack = 1 + 1e-12;
        for (const [upper, count] of decoded(buckets)) {
          const surely = values.filter((each) => each > (upper / step) * slack && each < upper / slack).length;
          const maybe = values.filter((each) => each > upper / step / slack && each < upper * slack).length;
          expect(count).toBeGreaterThanOrEqual(surely);
          expect(count).toBeLessThanOrEqual(maybe);
        }
        expect(decoded(buckets).reduce((sum, [, count]) => sum + count, 0)).toBe(values.length - buckets.zeros);
      }),
    );
  });

  it('are few, whatever is observed', () => {
    const buckets = new SparseBuckets();
    for (let power = -400; power < 400; power += 0.05) buckets.observe(2 ** power);
    expect(decoded(buckets).length).toBeLessThan(260);
  });
});

describe('the format', () => {
  const protobuf = 'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited';

  it.each([
    [`${protobuf},application/openmetrics-text;version=1.0.0;q=0.8`, true],
    ['application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,*/*', true],
    [`text/plain;version=0.0.4, ${protobuf};q=0.1`, false],
    ['application/vnd.google.protobuf', false],
    ['*/*', false],
    ['', false],
  ])('is protobuf for those who want that first: %s', (accept, wanted) => {
    expect(wantsProtobuf(accept)).toBe(wanted);
  });
});
