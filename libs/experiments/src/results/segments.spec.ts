import type { VariantMoments } from '@weir/storage';
import { running } from '../../test/make-experiment.js';
import { metricsOf } from '../metrics/resolve.js';
import { segmentsOf } from './segments.js';

const experiment = running({ metrics: { primary: 'conversion' } });
const [role] = metricsOf(experiment);

function moments(
  stratum: string,
  units: number,
  bought: readonly [control: number, treatment: number],
): VariantMoments[] {
  return ['control', 'treatment'].map((variant, at) => {
    const m = { sum: bought[at]!, sumSquares: bought[at]! };
    return { metric: 'conversion', variant, stratum, units, m };
  });
}

const segmentsFrom = (given: readonly VariantMoments[]) =>
  segmentsOf({ experiment, phase: 1, role: role!, moments: given, correction: 'holm' });

describe('results by an attribute', () => {
  it('compares within each value, and corrects for their number', () => {
    const phone = moments('phone', 4000, [400, 520]);
    const alone = segmentsFrom(phone)[0]!.variants[1]!.comparison;
    const [first, second] = segmentsFrom([...moments('desktop', 3000, [300, 301]), ...phone]);
    expect([first!.value, first!.units, second!.value]).toEqual(['phone', 8000, 'desktop']);
    const among = first!.variants[1]!.comparison;
    expect(alone).toMatchObject({ effect: 0.3, significant: true });
    expect(among).toMatchObject({ effect: 0.3 });
    const adjusted = (found: typeof alone) => (found && 'adjustedPValue' in found ? found.adjustedPValue : Number.NaN);
    expect(adjusted(among)).toBeCloseTo(2 * adjusted(alone), 12);
  });

  it('adds up what is beyond the largest', () => {
    const many = Array.from({ length: 20 }, (_, at) => moments(`v${at}`, 100 - at, [10, 12])).flat();
    const segments = segmentsFrom(many);
    expect(segments).toHaveLength(12);
    expect(segments.at(-1)).toMatchObject({
      value: 'other values',
      values: 9,
      units: 2 * (81 + 82 + 83 + 84 + 85 + 86 + 87 + 88 + 89),
    });
    expect(segments.at(-1)!.variants[1]).toMatchObject({ value: (9 * 12) / 765 });
  });
});
