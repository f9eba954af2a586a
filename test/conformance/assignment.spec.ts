import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bucketRanges, chooseVariation, equalWeights, hash, inNamespace } from '@weir/experiments';
import { describeWithData } from './shared-data.js';

interface Cases {
  readonly hash: [string, string, number, number | null][];
  readonly getBucketRange: [string, [number, number, number[] | null], [number, number][]][];
  readonly chooseVariation: [string, number, [number, number][], number][];
  readonly inNamespace: [string, string, [string, number, number], boolean][];
  readonly getEqualWeights: [number, number[]][];
}

describeWithData('experiments', (folder) => {
  const cases = JSON.parse(readFileSync(path.join(folder, 'bucketing_cases.json'), 'utf8')) as Cases;
  const round = (value: number): number => Math.round(value * 1e8) / 1e8;

  it("hashes as GrowthBook's SDKs do", () => {
    expect(cases.hash.length).toBeGreaterThan(0);
    for (const [seed, value, version, expected] of cases.hash) {
      expect([seed, value, version, hash(seed, value, version)]).toEqual([seed, value, version, expected]);
    }
  });

  it.each(cases.getBucketRange)('makes bucket ranges: %s', (_, [variants, coverage, weights], expected) => {
    const ranges = bucketRanges(variants, coverage, weights ?? undefined);
    expect(ranges.map((range) => range.map(round))).toEqual(expected);
  });

  it.each(cases.chooseVariation)('chooses a variant: %s', (_, bucket, ranges, expected) => {
    expect(chooseVariation(bucket, ranges)).toBe(expected);
  });

  it.each(cases.inNamespace)('tells who is in a namespace: %s', (_, unit, namespace, expected) => {
    expect(inNamespace(unit, namespace)).toBe(expected);
  });

  it.each(cases.getEqualWeights)('weighs %i variants evenly', (variants, expected) => {
    expect(equalWeights(variants).map(round)).toEqual(expected);
  });
});
