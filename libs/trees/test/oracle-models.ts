import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');

/** One model that a library trained, and what it predicts for the rows. */
export interface OracleCase {
  readonly name: string;
  readonly format: 'lightgbm' | 'xgboost';
  /** File name of the model. */
  readonly model: string;
}

/** A folder of models and predictions that LightGBM and XGBoost made just now. */
export class OracleModels {
  readonly cases: readonly OracleCase[];
  readonly rows: Float64Array;

  /** Trains the models: a few seconds. Needs the project's Python environment. */
  static train(): OracleModels {
    const python = path.join(root, '.venv/bin/python');
    if (!existsSync(python)) throw new Error('There is no .venv: run `npm test` once, it sets up .venv.');
    const folder = mkdtempSync(path.join(tmpdir(), 'weir-trees-'));
    execFileSync(python, [path.join(__dirname, 'generate_models.py'), folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    return new OracleModels(folder);
  }

  private constructor(private readonly folder: string) {
    this.cases = JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8')) as OracleCase[];
    this.rows = this.doubles('rows.f64');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  model(name: string): Uint8Array {
    return readFileSync(path.join(this.folder, name));
  }

  doubles(name: string): Float64Array {
    return new Float64Array(this.copy(name));
  }

  integers(name: string): Int32Array {
    return new Int32Array(this.copy(name));
  }

  private copy(name: string): ArrayBuffer {
    return new Uint8Array(this.model(name)).buffer;
  }
}
