import {
  createScorer,
  detectRowFormat,
  SAMPLE_LINES,
  parseTreeModel,
  TreeModelError,
  type TreeScorer,
} from '../src/index.js';
import { type OracleCase, OracleModels } from './oracle-models.js';

const REFUSED = new Map([
  ['linear', /linear tree/],
  ['gblinear', /gblinear/],
  ['vector-leaf', /vector in each leaf/],
]);
/** One tree of these has more leaves than a byte numbers. */
const TOO_WIDE = new Set(['too-wide', 'deep-xgb']);

let oracle: OracleModels;
let accepted: readonly OracleCase[];

beforeAll(() => {
  oracle = OracleModels.train();
  accepted = oracle.cases.filter(({ name }) => !REFUSED.has(name));
}, 120_000);

afterAll(() => {
  oracle.remove();
});

/** A scorer of a case with all rows written. */
function scorerOf({ model }: OracleCase, kernel: 'auto' | 'portable'): TreeScorer {
  const scorer = createScorer(parseTreeModel(oracle.model(model)), { kernel });
  scorer.input(rowCount(scorer)).set(oracle.rows);
  return scorer;
}

function rowCount({ ensemble }: TreeScorer): number {
  return oracle.rows.length / ensemble.featureCount;
}

/** The first place where two arrays differ, so that a failure names it. */
function firstDifference(got: ArrayLike<number>, want: ArrayLike<number>, allowed = 0): string | undefined {
  if (got.length !== want.length) return `${got.length} values instead of ${want.length}`;
  for (let i = 0; i < want.length; i++) {
    const same = allowed === 0 ? Object.is(got[i], want[i]) : Math.abs(got[i]! - want[i]!) <= allowed;
    if (!same) return `value ${i} is ${got[i]} instead of ${want[i]}`;
  }
  return undefined;
}

/** Cases that differ, with where: empty when all agree. */
function differences(check: (model: OracleCase) => string | undefined): string[] {
  return accepted.flatMap((model) => {
    const difference = check(model);
    return difference === undefined ? [] : [`${model.model}: ${difference}`];
  });
}

describe.each(['auto', 'portable'] as const)('the %s kernel', (kernel) => {
  it('gives the raw scores of LightGBM and XGBoost bit for bit', () => {
    const wrong = differences((model) => {
      const scorer = scorerOf(model, kernel);
      return firstDifference(scorer.score(rowCount(scorer)), oracle.doubles(`${model.name}.raw.f64`));
    });
    expect(wrong).toEqual([]);
  });

  it('gives the same scores for every number of rows, so for every path through the kernel', () => {
    const wrong = differences((model) => {
      const scorer = scorerOf(model, kernel);
      const want = oracle.doubles(`${model.name}.raw.f64`);
      const { outputs } = scorer.ensemble;
      return [1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 33, 48, 63, 64, 65, 97, 129]
        .map((rows) => firstDifference(scorer.score(rows), want.subarray(0, rows * outputs)))
        .find((difference) => difference !== undefined);
    });
    expect(wrong).toEqual([]);
  });

  it('reaches the leaves that LightGBM and XGBoost reach', () => {
    const wrong = differences((model) => {
      const scorer = scorerOf(model, kernel);
      return firstDifference(scorer.leaves(rowCount(scorer)), oracle.integers(`${model.name}.leaf.i32`));
    });
    expect(wrong).toEqual([]);
  });
});

it('runs every model on the SIMD kernel but those with more than 256 leaves a tree', () => {
  const portable = accepted.filter((model) => scorerOf(model, 'auto').kernel === 'portable');
  expect(portable.filter(({ name }) => !TOO_WIDE.has(name))).toEqual([]);
});

it("gives LightGBM's SHAP values to 1e-9 and XGBoost's, which are float32, to 1e-4", () => {
  const wrong = differences((model) => {
    const scorer = scorerOf(model, 'auto');
    const want = oracle.doubles(`${model.name}.contrib.f64`);
    return firstDifference(scorer.contributions(rowCount(scorer)), want, model.format === 'lightgbm' ? 1e-9 : 1e-4);
  });
  expect(wrong).toEqual([]);
});

it("transforms raw scores into the library's predictions", () => {
  const wrong = differences((model) => {
    const scorer = scorerOf(model, 'auto');
    const want = oracle.doubles(`${model.name}.pred.f64`);
    // Different exponentials may round differently; XGBoost's is a float32 one.
    const allowed = model.format === 'lightgbm' ? 1e-14 : 1e-6;
    return firstDifference(scorer.transform(scorer.score(rowCount(scorer))), want, allowed * Math.max(1, ...want));
  });
  expect(wrong).toEqual([]);
});

it.each(['labelled.tsv', 'unlabelled.csv', 'labelled.svm', 'unlabelled.svm'])(
  "reads %s as LightGBM's own reader does, to the last bit",
  (file) => {
    const ensemble = parseTreeModel(oracle.model('cat-nan.model'));
    const lines = new TextDecoder().decode(oracle.model(file)).trimEnd().split('\n');
    const format = detectRowFormat(lines.slice(0, SAMPLE_LINES), ensemble);
    const scorer = createScorer(ensemble);
    const features = scorer.input(lines.length);
    const width = ensemble.featureCount;
    lines.forEach((line, i) => {
      format.read(line, i + 1, features.subarray(i * width, (i + 1) * width));
    });
    expect(firstDifference(scorer.score(lines.length), oracle.doubles(`${file}.raw.f64`))).toBeUndefined();
  },
);

it('refuses linear trees, linear boosters and vectors in leaves by name', () => {
  const refusals = oracle.cases.filter(({ name }) => REFUSED.has(name));
  expect(refusals).toHaveLength(5);
  for (const { name, model } of refusals) {
    expect(() => parseTreeModel(oracle.model(model))).toThrow(TreeModelError);
    expect(() => parseTreeModel(oracle.model(model))).toThrow(REFUSED.get(name));
  }
});

describe('a damaged model', () => {
  /** Anything but TreeModelError, or a model that then cannot be scored, fails the test. */
  function survives(bytes: Uint8Array): void {
    try {
      const scorer = createScorer(parseTreeModel(bytes));
      scorer.input(2).fill(0.5);
      scorer.score(2);
    } catch (error) {
      expect(error).toBeInstanceOf(TreeModelError);
    }
  }

  const SMALL = ['stumps.model', 'zero-missing-cat.model', 'logistic-cat.json', 'logistic-cat.ubj', 'gamma.ubj'];

  it.each(SMALL)('%s cut short anywhere is refused with a cause and a remedy', (model) => {
    const whole = oracle.model(model);
    const end = model.endsWith('.model') ? Buffer.from(whole).indexOf('end of trees') : whole.length - 1;
    for (let i = 0; i < 150; i++) {
      const cut = whole.subarray(0, Math.floor((i * end) / 150));
      expect(() => parseTreeModel(cut)).toThrow(TreeModelError);
    }
  });

  it.each(SMALL)('%s with bytes changed is refused or still scores, and never hangs', (model) => {
    const whole = oracle.model(model);
    let state = 12345;
    const next = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state % below;
    };
    for (let i = 0; i < 300; i++) {
      const bytes = Uint8Array.from(whole);
      for (let change = 0; change <= i % 4; change++) {
        const at = next(bytes.length);
        // A digit for a digit makes wrong models rather than wrong syntax.
        bytes[at] = i % 2 === 0 && bytes[at]! >= 48 && bytes[at]! <= 57 ? 48 + next(10) : next(256);
      }
      survives(bytes);
    }
  });
});
