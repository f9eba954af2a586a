import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { treesCommand } from './trees-predict.js';

/** One split of the first of two features, at 0.5. */
const MODEL = `tree
num_class=1
num_tree_per_iteration=1
label_index=0
max_feature_idx=1
objective=binary sigmoid:1
feature_names=a b

Tree=0
num_leaves=2
num_cat=0
split_feature=0
threshold=0.5
decision_type=2
left_child=-1
right_child=-2
leaf_value=-0.30000000000000004 1e-7
leaf_count=30 10
internal_count=40

end of trees
`;
const ROWS = '1\t0.25\t3\n0\t0.75\tnan\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weir-predict-'));
  writeFileSync(path.join(folder, 'model.txt'), MODEL);
  writeFileSync(path.join(folder, 'rows.tsv'), ROWS);
  writeFileSync(path.join(folder, 'model.txt.gz'), gzipSync(MODEL));
  writeFileSync(path.join(folder, 'rows.tsv.gz'), gzipSync(ROWS));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function predict(...flags: string[]): Promise<string> {
  let printed = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await treesCommand().parseAsync(['predict', ...flags], { from: 'user' });
    return printed;
  } finally {
    write.mockRestore();
  }
}

const files = (suffix = '') => [
  '--model',
  path.join(folder, `model.txt${suffix}`),
  '--input',
  path.join(folder, `rows.tsv${suffix}`),
];

it('prints raw scores with the digits that give them back', async () => {
  expect(await predict(...files(), '--raw')).toBe('-0.30000000000000004\n1e-7\n');
});

it('prints predictions, leaves and SHAP values', async () => {
  const [first] = (await predict(...files())).split('\n');
  expect(Number(first)).toBeCloseTo(1 / (1 + Math.exp(0.3)), 15);
  expect(await predict(...files(), '--leaf')).toBe('0\n1\n');
  const [share, other, expected] = (await predict(...files(), '--contrib')).split('\n')[0]!.split('\t').map(Number);
  expect(other).toBe(0);
  expect(share! + expected!).toBeCloseTo(-0.3, 12);
});

it('reads gzipped files and gives the same with the portable kernel', async () => {
  const plain = await predict(...files(), '--raw');
  expect(await predict(...files('.gz'), '--raw', '--kernel', 'portable')).toBe(plain);
});
