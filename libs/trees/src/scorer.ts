import { contributions } from './contributions.js';
import type { TreeEnsemble } from './ensemble.js';
import { packable } from './kernel/pack.js';
import { SimdKernel, simdAvailable } from './kernel/simd.js';
import { PortableKernel } from './portable.js';
import { transform } from './transform.js';

export interface ScorerOptions {
  /**
   * `simd` asks for the WebAssembly kernel, `portable` for plain TypeScript; both give the same bits.
   *
   * @defaultValue `auto`: SIMD where the engine has it and the model fits it (256 leaves a tree).
   */
  readonly kernel?: 'auto' | 'simd' | 'portable';
}

/**
 * Scores rows with one model. Rows are written into the array that `input` gives, row-major, NaN for a missing value;
 * all methods then read the first `rows` of them. Not reentrant: one scorer a thread.
 */
export interface TreeScorer {
  readonly ensemble: TreeEnsemble;
  readonly kernel: 'simd' | 'portable';
  /** Memory of rows x features, valid until the next call of `input`. Its former content is undefined. */
  input(rows: number): Float64Array;
  /** Raw scores, rows x outputs, bit for bit the library's. Fills and returns `out` when it is given. */
  score(rows: number, out?: Float64Array): Float64Array;
  /** The leaf that each row reaches in each tree, rows x trees, numbered as the library does. */
  leaves(rows: number): Int32Array;
  /** SHAP values, rows x outputs x (features + 1); the last of each block is the expected raw score. */
  contributions(rows: number): Float64Array;
  /** Turns raw scores into the library's predictions, in place. */
  transform(raw: Float64Array): Float64Array;
}

interface Kernel {
  input(rows: number): Float64Array;
  score(rows: number, out: Float64Array): void;
  leaves(rows: number, out: Int32Array): void;
}

/**
 * Prepares a model for scoring.
 *
 * @throws Error when `simd` is asked for and the engine or the model rules it out.
 */
export function createScorer(ensemble: TreeEnsemble, options: ScorerOptions = {}): TreeScorer {
  const simd = options.kernel === 'portable' ? undefined : simdKernel(ensemble);
  if (options.kernel === 'simd' && simd === undefined) {
    throw new Error(
      'The SIMD kernel cannot run: the engine has no WebAssembly SIMD, or a tree more than 256 leaves. Use kernel "auto".',
    );
  }
  const kernel: Kernel = simd ?? new PortableKernel(ensemble);
  const { outputs, trees, featureCount } = ensemble;
  let features: Float64Array = new Float64Array(0);
  let given = 0;
  const check = (rows: number): void => {
    if (rows > given) throw new RangeError(`${rows} rows are asked for, but input was called for ${given}.`);
  };
  return {
    ensemble,
    kernel: simd === undefined ? 'portable' : 'simd',
    input: (rows) => {
      features = kernel.input(rows);
      given = rows;
      return features;
    },
    score: (rows, out = new Float64Array(rows * outputs)) => {
      check(rows);
      kernel.score(rows, out);
      return out;
    },
    leaves: (rows) => {
      check(rows);
      const out = new Int32Array(rows * trees.length);
      kernel.leaves(rows, out);
      return out;
    },
    contributions: (rows) => {
      check(rows);
      const out = new Float64Array(rows * outputs * (featureCount + 1));
      contributions(ensemble, features, rows, out);
      return out;
    },
    transform: (raw) => transform(ensemble, raw),
  };
}

function simdKernel(ensemble: TreeEnsemble): SimdKernel | undefined {
  if (!simdAvailable()) return undefined;
  const model = packable(ensemble);
  return model === undefined ? undefined : new SimdKernel(model);
}
