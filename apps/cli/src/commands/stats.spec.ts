import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { statsAnalyzeCommand } from './stats-analyze.js';
import { statsCalibrateCommand } from './stats-calibrate.js';
import { statsCheckCommand } from './stats-check.js';
import { statsPowerCommand } from './stats-power.js';

describe('weir stats', () => {
  let folder: string;
  let printed: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-stats-'));
    printed = '';
    process.exitCode = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = 0;
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const run = async (command: Command, ...args: string[]): Promise<string> => {
    await command.exitOverride().parseAsync(args, { from: 'user' });
    return printed;
  };
  const json = async (command: Command, ...args: string[]): Promise<Record<string, unknown>> =>
    JSON.parse(await run(command, ...args, '--json')) as Record<string, unknown>;

  describe('check', () => {
    const split = { kind: 'srm_chi_square', input: { users: [1000, 1100], weights: [0.5, 0.5] } };
    const agreed = { ...split, expected: { p: 0.029096331741252267 } };
    const vectors = (...cases: unknown[]): string => file('v.json', JSON.stringify({ source: 'test', cases }));

    it('agrees with code 0, and names case, field and both numbers with code 1 where it does not', async () => {
      await run(statsCheckCommand(), vectors(agreed));
      expect(printed).toContain('1 of 1 agree');
      expect(process.exitCode).toBe(0);
      printed = '';
      const { cases, agree, disagree } = await json(
        statsCheckCommand(),
        vectors(agreed, { ...split, expected: { p: 0.5 } }),
      );
      expect([cases, agree]).toEqual([2, 1]);
      expect(disagree).toEqual([
        {
          case: 1,
          kind: 'srm_chi_square',
          fields: [{ field: 'p', ours: expect.closeTo(0.0291, 4) as number, theirs: 0.5 }],
        },
      ]);
      expect(process.exitCode).toBe(1);
    });

    it('does not agree on a field that it does not compute', async () => {
      await run(statsCheckCommand(), vectors({ ...split, expected: { q: 1 } }));
      expect(printed).toContain('case 0 (srm_chi_square): q is null, theirs 1');
      expect(process.exitCode).toBe(1);
    });

    it.each([
      ['{', 'v.json is not JSON'],
      ['{"cases": []}', 'v.json has no list of cases'],
      ['{"cases": [{"kind": "no_such", "input": {}, "expected": {}}]}', 'case 0, kind'],
      [
        '{"cases": [{"kind": "srm_chi_square", "input": {"users": ["x"], "weights": [1]}, "expected": {}}]}',
        'case 0, input.users.0',
      ],
      [
        '{"cases": [{"kind": "srm_chi_square", "input": {"users": [1], "weights": [1, 1]}, "expected": {}}]}',
        'case 0, input.weights',
      ],
      ['{"cases": [{"kind": "srm_chi_square", "input": {"users": [1], "weights": [1]}}]}', 'case 0, expected'],
    ])('refuses %s', async (text, message) => {
      await expect(run(statsCheckCommand(), file('v.json', text))).rejects.toThrow(message);
    });
  });

  describe('analyze', () => {
    const analyze = (text: string, ...args: string[]): Promise<string> =>
      run(statsAnalyzeCommand(), file('u.csv', text), '--unit', 'u', '--variant', 'v', '--metric', 'm', ...args);
    const rows = (count: number, row: (i: number) => string): string =>
      `u,v,m,before\n${Array.from({ length: count }, (_, i) => `${i},${row(i)}\n`).join('')}`;

    it('takes true and false for a proportion, compares with the control, and does not warn of a fair split', async () => {
      const text = await analyze(
        rows(400, (i) => `${i % 2 === 0 ? 'new' : 'control'},${i % 8 < 3 ? 'true' : 'FALSE'},0`),
      );
      expect(text).toContain('m: a proportion over 400 units');
      expect(text).toContain('new against control');
      expect(text).not.toContain('WARNING');
    });

    it('takes other numbers for a mean, and what a covariate explains out of its error', async () => {
      const text = rows(300, (i) => `${i % 2 === 0 ? 'a' : 'b'},${(i * 7) % 50},${((i * 7) % 50) + (i % 3)}`);
      const error = async (...args: string[]): Promise<number> => {
        printed = '';
        const { comparisons } = JSON.parse(await analyze(text, '--json', ...args)) as {
          comparisons: { absolute: { standardError: number } }[];
        };
        return comparisons[0]!.absolute.standardError;
      };
      expect(await error('--covariate', 'before')).toBeLessThan(0.1 * (await error()));
    });

    it('holds the split against the weights, given by name or in order', async () => {
      const uneven = rows(1000, (i) => `${i % 10 === 0 ? 'b' : 'a'},${i % 3 === 0 ? 1 : 0},0`);
      expect(await analyze(uneven)).toContain('WARNING: sample-ratio mismatch');
      printed = '';
      expect(await analyze(uneven, '--weights', '0.9,0.1')).not.toContain('WARNING');
      printed = '';
      expect(await analyze(uneven, '--weights', 'b=1,a=9')).not.toContain('WARNING');
    });

    it('corrects the p-values of several variants', async () => {
      const text = await analyze(rows(300, (i) => `${'abc'[i % 3]!},${i % 5 === 0 ? 1 : 0},0`));
      expect(text.match(/among all variants \(Holm\)/g)).toHaveLength(2);
    });

    it.each([
      ['u,v,m\n1,a,1\n2,b,x\n', [], 'u.csv, line 3, column m is "x"'],
      ['u,v,m\n1,a,1\n2,b,\n', [], 'u.csv, line 3, column m is empty'],
      ['u,v,m\n1,a,1\n,b,0\n', [], 'u.csv, line 3, column u is empty'],
      ['u,v,m\n1,a,1\n2,b,0\n1,a,0\n', [], 'line 4, column u: unit 1 was on line 2 already'],
      ['u,v,m\n1,a,1\n2,b,3\n', ['--kind', 'proportion'], 'line 3, column m: a proportion is of 0, 1, true and false'],
      ['u,v,m\n1,a,1\n2,b\n', [], 'line 3 has another number of cells'],
      ['u,x,m\n1,a,1\n', [], 'has no column v (--variant); it has u, x, m'],
      ['u,v,m\n1,a,1\n', [], 'only the variant a'],
      ['u,v,m\n', [], 'has no rows'],
      ['u,v,m\n1,a,1\n2,b,0\n', ['--control', 'c'], 'No unit is in the control c'],
      ['u,v,m\n1,a,1\n2,b,0\n', ['--weights', 'a=1,c=1'], '--weights names c'],
      ['u,v,m\n1,a,1\n2,b,0\n', ['--weights', '1,1,1'], '--weights gives 3 shares'],
    ])('of %j %j is refused', async (text, args, message) => {
      await expect(analyze(text, ...args)).rejects.toThrow(message);
    });
  });

  describe('power', () => {
    it('gives units, the smallest effect and the power, each from the others', async () => {
      const { unitsPerVariant } = await json(statsPowerCommand(), '--baseline', '0.04', '--mde', '0.05');
      expect(unitsPerVariant).toBe(154_302);
      printed = '';
      const { mde } = await json(statsPowerCommand(), '--baseline', '0.04', '--units', '154302');
      expect(mde).toBeCloseTo(0.05, 5);
      printed = '';
      const { power } = await json(statsPowerCommand(), '--baseline', '0.04', '--units', '154302', '--mde', '0.05');
      expect(power).toBeCloseTo(0.8, 5);
    });

    it.each([
      [['--baseline', '0.04'], 'Give --mde to learn the units'],
      [['--baseline', '31', '--mde', '0.1'], 'give --deviation for a mean'],
      [['--baseline', '-1', '--mde', '0.1'], 'Give a number above 0'],
      [['--baseline', '0.9', '--units', '5'], 'more --units'],
    ])('refuses %j', async (args, message) => {
      await expect(run(statsPowerCommand(), ...args)).rejects.toThrow(message);
    });
  });

  describe('calibrate', () => {
    it('prints one document and nothing else with --json, of what it was asked', async () => {
      const { seed, tests, guarantees } = await json(statsCalibrateCommand(), '--tests', '100', '--seed', '3');
      expect([seed, tests]).toEqual([3, 100]);
      expect((guarantees as { holds: boolean }[]).map(({ holds }) => holds)).toEqual(new Array(17).fill(true));
      expect(process.exitCode).toBe(0);
    }, 60_000);
  });
});
