import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createScorer, detectRowFormat, parseTreeModel, SAMPLE_LINES } from '@weir/trees';
import { describeWithData } from './shared-data.js';

/** Models that others trained on real data, with LightGBM's answers as its command line wrote them. */
const SETS = [
  { model: 'esci-ranker/model.txt', input: 'esci-ranker/input.tsv', answers: 'esci-ranker/', raw: 'pred' },
  {
    model: 'lambdarank/oracle.lambdarank.model.txt',
    input: 'lambdarank/rank.test',
    answers: 'lambdarank/oracle.lambdarank.',
    raw: 'raw',
  },
];

describeWithData('lightgbm', (folder) => {
  const text = (file: string): string => gunzipSync(readFileSync(path.join(folder, `${file}.gz`))).toString();
  const numbers = (file: string): number[] =>
    text(file)
      .trimEnd()
      .split(/[\t\n]/)
      .map(Number);

  describe.each(SETS)('$model', ({ model, input, answers, raw }) => {
    const scored = (kernel: 'simd' | 'portable') => {
      const ensemble = parseTreeModel(Buffer.from(text(model)));
      const scorer = createScorer(ensemble, { kernel });
      const lines = text(input).trimEnd().split('\n');
      const format = detectRowFormat(lines.slice(0, SAMPLE_LINES), ensemble);
      const features = scorer.input(lines.length);
      const width = ensemble.featureCount;
      lines.forEach((line, i) => {
        format.read(line, i + 1, features.subarray(i * width, (i + 1) * width));
      });
      return { scorer, rows: lines.length };
    };

    it.each(['simd', 'portable'] as const)('is scored bit for bit by the %s kernel', (kernel) => {
      const { scorer, rows } = scored(kernel);
      expect([...scorer.score(rows)]).toEqual(numbers(`${answers}${raw}.tsv`));
      expect([...scorer.leaves(rows)]).toEqual(numbers(`${answers}leaf.tsv`));
    });

    it('is explained to 1e-9', () => {
      const { scorer, rows } = scored('simd');
      const want = numbers(`${answers}contrib.tsv`);
      const got = scorer.contributions(rows);
      expect(got).toHaveLength(want.length);
      expect(got.reduce((worst, value, i) => Math.max(worst, Math.abs(value - want[i]!)), 0)).toBeLessThan(1e-9);
    });
  });
});
