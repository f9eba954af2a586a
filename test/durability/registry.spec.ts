import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfiguration } from '../../libs/config/src/index.js';
import { weirConfiguration } from '../../libs/engine/src/index.js';
import { loadRanker } from '../../libs/engine/src/load-ranker.js';
import { writeRanker } from '../../libs/engine/test/toy-registry.js';
import { openRegistry } from '../../libs/registry/src/index.js';
import { damage, damages, flipped } from './damage.js';

describe('a damaged file', () => {
  let folder: string;
  let models: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-damage-'));
    models = path.join(folder, 'models');
    writeRanker(models, 'ranker');
    writeRanker(models, 'ranker', { version: '2', cheapFirst: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('of a model is never loaded, and is named with what to do', async () => {
    const file = path.join(models, 'ranker', '1', 'model.txt');
    for (const each of damages(file, 30)) {
      damage(file, each);
      const error = await openRegistry(models)
        .load('ranker@1', 'ranker')
        .catch((failure: unknown) => failure);
      expect(error).toMatchObject({
        code: 'corrupt',
        message: expect.stringMatching(/ranker@1: .*model\.txt has .*copy the model again/) as string,
      });
    }
  });

  it('that describes a model is named with what to do, or the model is the one that was published', async () => {
    const file = path.join(models, 'ranker', '1', 'manifest.json');
    const whole = readFileSync(file);
    const content = readFileSync(path.join(models, 'ranker', '1', 'model.txt'));
    for (let at = 0; at < whole.length; at += 3) {
      for (const bytes of [flipped(whole, at), whole.subarray(0, at)]) {
        writeFileSync(file, bytes);
        const loaded = await openRegistry(models)
          .load('ranker@1', 'ranker')
          .then((model) => ({ model, ranker: loadRanker(model) }))
          .catch((error: unknown) => error as Error);
        if (loaded instanceof Error) expect([at, loaded.message]).toEqual([at, expect.stringMatching(/ranker.1/)]);
        else expect(loaded.model.files.get('model.txt')!.equals(content)).toBe(true);
      }
    }
  });

  it('of promotion states is named with what to do, or names a version that is there', async () => {
    const file = path.join(models, 'ranker', 'states.json');
    const states = { champion: '2', history: [] };
    const whole = Buffer.from(`${JSON.stringify(states, null, 2)}\n`);
    for (let at = 0; at < whole.length; at++) {
      for (const bytes of [flipped(whole, at), whole.subarray(0, at)]) {
        writeFileSync(file, bytes);
        const resolved = await openRegistry(models)
          .resolve('ranker@champion')
          .catch((error: unknown) => error as Error);
        if (resolved instanceof Error)
          expect([at, resolved.message]).toEqual([at, expect.stringMatching(/states\.json|champion|no model ranker@/)]);
        else expect(['ranker@1', 'ranker@2']).toContain(resolved);
      }
    }
  });

  it('of settings is told with file, line and what is wrong, or it holds settings', () => {
    const file = path.join(folder, 'weir.yaml');
    const whole = Buffer.from(
      'data_dir: data\nhttp:\n  port: 7700 # of the API\nplan:\n  deadline_ms: 200\n  reranker: { window: 20 }\n',
    );
    for (let at = 0; at < whole.length; at++) {
      for (const bytes of [flipped(whole, at), whole.subarray(0, at)]) {
        writeFileSync(file, bytes);
        try {
          loadConfiguration(weirConfiguration, { folder, environment: {} });
        } catch (error) {
          expect([at, (error as Error).name]).toEqual([at, 'ConfigurationError']);
          expect((error as Error).message).toContain('weir.yaml');
        }
      }
    }
  });
});
