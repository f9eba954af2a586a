import { readFileSync } from 'node:fs';
import path from 'node:path';
import { statsAnalyzeCommand } from '../../apps/cli/src/commands/stats-analyze.js';
import { checkVectors } from '../../apps/cli/src/stats/check-vectors.js';
import { parseVectorCases } from '../../apps/cli/src/stats/vector-cases.js';
import { describeWithData } from './shared-data.js';

describeWithData('experiments', (folder) => {
  describe('what gbstats computed', () => {
    const text = readFileSync(path.join(folder, 'stats_vectors.json'), 'utf8');

    it('agrees in all 379 cases', () => {
      const { cases, agree, disagree } = checkVectors(parseVectorCases(text, 'stats_vectors.json'));
      expect(disagree).toEqual([]);
      expect([cases, agree]).toEqual([379, 379]);
    });

    it('would be seen not to agree if any number were off by 3 in a million', () => {
      // Those that gbstats forms by subtracting from 1 have no such digits where they are small; p of 0 has none at all.
      const cases = parseVectorCases(text, 'stats_vectors.json');
      let turned = 0;
      cases.forEach((vector, index) => {
        for (const [field, value] of Object.entries(vector.expected)) {
          if (typeof value !== 'number' || Math.abs(value) < 1e-8) continue;
          const expected = { ...vector.expected, [field]: value * (1 + 3e-6) };
          const { disagree } = checkVectors([{ ...vector, expected }]);
          expect({ index, fields: disagree.flatMap(({ fields }) => fields.map((each) => each.field)) }).toEqual({
            index,
            fields: [field],
          });
          turned++;
        }
      });
      expect(turned).toBeGreaterThan(379);
    });
  });

  describe('Cookie Cats, a real experiment with a real sample-ratio mismatch', () => {
    interface Analysed {
      readonly variants: readonly { readonly variant: string; readonly units: number; readonly mean: number }[];
      readonly sampleRatio: { readonly chiSquare: number; readonly pValue: number; readonly mismatch: boolean };
      readonly comparisons: readonly { readonly twoProportions: { readonly z: number; readonly pValue: number } }[];
    }

    const analyse = async (...args: string[]): Promise<string> => {
      let printed = '';
      const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
        printed += String(text);
        return true;
      });
      try {
        const columns = ['--unit', 'userid', '--variant', 'version'];
        const file = path.join(folder, 'cookie_cats.csv.gz');
        await statsAnalyzeCommand()
          .exitOverride()
          .parseAsync([file, ...columns, ...args], { from: 'user' });
      } finally {
        stdout.mockRestore();
      }
      return printed;
    };

    it('has the golden numbers on day 7, within the digits that they were given with', async () => {
      const text = await analyse('--metric', 'retention_7', '--json');
      const { variants, sampleRatio, comparisons } = JSON.parse(text) as Analysed;
      expect(variants).toMatchObject([
        { variant: 'gate_30', units: 44_700, mean: expect.closeTo(0.1902, 4) as number },
        { variant: 'gate_40', units: 45_489, mean: expect.closeTo(0.182, 4) as number },
      ]);
      expect(comparisons[0]?.twoProportions.z).toBeCloseTo(3.164, 3);
      expect(comparisons[0]?.twoProportions.pValue).toBeCloseTo(0.00155, 4);
      expect(sampleRatio).toMatchObject({ chiSquare: expect.closeTo(6.9, 2) as number, mismatch: true });
      expect(sampleRatio.pValue).toBeCloseTo(0.0086, 4);
    }, 60_000);

    it('prints them of day 1, and warns of the split', async () => {
      const printed = await analyse('--metric', 'retention_1');
      for (const part of ['44.82 %', '44.23 %', 'z = 1.784, p = 0.0744', 'chi-square 6.90', 'p = 0.00861']) {
        expect(printed).toContain(part);
      }
      expect(printed).toMatch(/gate_30 +44,700/);
      expect(printed).toMatch(/gate_40 +45,489/);
      expect(printed).toContain('WARNING: sample-ratio mismatch');
    }, 60_000);
  });
});
