import { detectRowFormat } from './row-format.js';

const lightgbm = { format: 'lightgbm', featureCount: 3, labelIndex: 0 } as const;
const xgboost = { format: 'xgboost', featureCount: 3, labelIndex: 0 } as const;

function read(lines: string[], model: Parameters<typeof detectRowFormat>[1] = lightgbm): number[][] {
  const format = detectRowFormat(lines, model);
  return lines.map((line, i) => {
    const row = new Float64Array(model.featureCount).fill(99);
    format.read(line, i + 1, row);
    return [...row];
  });
}

it('leaves out the label of tab- and comma-separated rows, where there is one', () => {
  expect(read(['1\t2\t3\t4', '0\t5\t6\t7'])).toEqual([
    [2, 3, 4],
    [5, 6, 7],
  ]);
  expect(read(['2,3,4'])).toEqual([[2, 3, 4]]);
  expect(read(['2,3,1,4', '2,3,1,4'], { ...lightgbm, labelIndex: 2 })[0]).toEqual([2, 3, 4]);
});

it('reads missing values by any of their names', () => {
  expect(read(['0\tnan\tNA\tnull', '0\t\t-inf\t+Inf'])).toEqual([
    [NaN, NaN, NaN],
    [NaN, -1e308, 1e308],
  ]);
});

it('takes what LibSVM leaves out as zero for LightGBM and as missing for XGBoost', () => {
  expect(read(['1 0:5 2:7', '0 1:6'])).toEqual([
    [5, 0, 7],
    [0, 6, 0],
  ]);
  expect(read(['1 0:5 2:7', '0 1:6 9:1'], xgboost)[0]).toEqual([5, NaN, 7]);
});

it('reads digits as LightGBM does, which is not to the nearest number', () => {
  expect(read(['0,1e-36,1e-3,2.5E+2'], xgboost)).toEqual([[1.0000000000000001e-36, 0.001, 250]]);
});

it('takes what is within 1e-35 of zero as zero for LightGBM', () => {
  expect(read(['0,1e-36,1e-3,2.5E+2'])).toEqual([[0, 0.001, 250]]);
});

it.each([
  ['a word', ['0\t1\t2\t3', '0\t1\tred\t3'], /Line 2: "red" is not a number/],
  ['a short row', ['0\t1\t2\t3', '0\t1\t2'], /neither tab- nor comma-separated/],
  ['a wide file', ['0\t1\t2\t3\t4', '0\t1\t2\t3\t4'], /Line 1 has 5 columns; the model has 3 features/],
  ['another format further down', ['1 0:1', '1 0:1', '1 4 5'], /Line 3 cannot be read at column 5/],
  ['one column', ['1', '2'], /neither tab- nor comma-separated nor LibSVM/],
])('refuses %s, naming the place', (_, lines, message) => {
  expect(() => read(lines)).toThrow(message);
});

it('refuses a row that is cut short later in the file', () => {
  const format = detectRowFormat(['0,1,2,3', '0,1,2,3'], lightgbm);
  expect(() => {
    format.read('0,1', 40, new Float64Array(3));
  }).toThrow(/Line 40 has 2 columns/);
});
