import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** LightGBM's own library with one model loaded, called on one thread. Scores are raw. */
export interface NativeLightgbm {
  /** `LGBM_BoosterPredictForMat`: any number of rows. */
  predictMatrix(rows: Float64Array, count: number, out: Float64Array): void;
  /** `LGBM_BoosterPredictForMatSingleRowFast`: one row, set up beforehand. */
  predictRow(row: Float64Array, out: Float64Array): void;
}

/** Values of LightGBM's C API (`c_api.h`). */
const FLOAT64 = 1;
const ROW_MAJOR = 1;
const RAW_SCORE = 1;
const ALL_TREES = -1;
const PARAMETERS = 'num_threads=1';

/**
 * Loads LightGBM's shared library and a model in its text format.
 *
 * @param library file of lib_lightgbm; by default the one that the project's Python environment holds.
 * @throws Error with a remedy when koffi (which calls C) or the library is not there, or LightGBM refuses the model.
 */
export async function loadNativeLightgbm(
  model: string,
  features: number,
  library = libraryOfEnvironment(),
): Promise<NativeLightgbm> {
  const native = (await importKoffi()).load(library);
  const lastError = native.func('const char *LGBM_GetLastError()') as () => string;
  const call = (signature: string): ((...args: unknown[]) => void) => {
    const run = native.func(signature) as (...args: unknown[]) => number;
    return (...args) => {
      if (run(...args) !== 0) throw new Error(`LightGBM's library answered: ${lastError()}`);
    };
  };
  const load = call(
    'int LGBM_BoosterLoadModelFromString(const char *model, _Out_ int *iterations, _Out_ void **booster)',
  );
  const predict = call(
    'int LGBM_BoosterPredictForMat(void *booster, const void *rows, int type, int32_t count, int32_t features, int row_major, int kind, int first, int trees, const char *parameters, int64_t *length, double *out)',
  );
  const prepare = call(
    'int LGBM_BoosterPredictForMatSingleRowFastInit(void *booster, int kind, int first, int trees, int type, int32_t features, const char *parameters, _Out_ void **config)',
  );
  const predictRow = call(
    'int LGBM_BoosterPredictForMatSingleRowFast(void *config, const void *row, int64_t *length, double *out)',
  );
  const booster: unknown[] = [null];
  load(model, [0], booster);
  const config: unknown[] = [null];
  prepare(booster[0], RAW_SCORE, 0, ALL_TREES, FLOAT64, features, PARAMETERS, config);
  const length = new BigInt64Array(1);
  return {
    predictMatrix: (rows, count, out) => {
      const shape = [FLOAT64, count, features, ROW_MAJOR, RAW_SCORE, 0, ALL_TREES];
      predict(booster[0], rows, ...shape, PARAMETERS, length, out);
    },
    predictRow: (row, out) => {
      predictRow(config[0], row, length, out);
    },
  };
}

async function importKoffi(): Promise<typeof import('koffi')> {
  try {
    return await import('koffi');
  } catch (cause) {
    throw new Error('Calling LightGBM needs the optional package koffi: run `npm install koffi`.', { cause });
  }
}

function libraryOfEnvironment(): string {
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const python = path.join(folder, '.venv/lib');
    if (!existsSync(python)) continue;
    const found = readdirSync(python)
      .map((version) => path.join(python, version, 'site-packages/lightgbm/lib/lib_lightgbm.so'))
      .find((file) => existsSync(file));
    if (found !== undefined) return found;
  }
  throw new Error(
    "LightGBM's library is not there: run `npm test` once (it sets up .venv), or name a lib_lightgbm.so by --library.",
  );
}
