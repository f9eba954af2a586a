import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeRanker } from '../../../../libs/engine/test/toy-registry.js';
import { configCommand } from './config.js';
import { modelsCommand } from './models.js';

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weir-models-'));
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

async function models(...words: readonly string[]): Promise<string> {
  printed = '';
  await modelsCommand()
    .exitOverride()
    .parseAsync([...words, '--models', folder], { from: 'user' });
  return printed;
}

describe('weir models', () => {
  beforeEach(() => {
    for (const version of ['1', '1.2.0']) writeRanker(folder, 'ranker', { version });
  });

  it('promotes and rolls back, and shows states, history, gate and manifest', async () => {
    const why = ['--who', 'ann', '--why', 'better'];
    expect(await models('promote', 'ranker', '1', '--to', 'champion', ...why)).toContain(
      'ranker@1: candidate -> champion',
    );
    await models('promote', 'ranker', '1.2.0', '--to', 'champion', ...why);
    expect(await models('list')).toMatch(/ranker@1 +candidate +ranker [^]*ranker@1\.2\.0 +champion +ranker /);
    expect(await models('show', 'ranker')).toMatch(
      /a rollback makes 1 the champion[^]*1\.2\.0: candidate -> champion, instead of 1, by ann: better/,
    );
    expect(await models('show', 'ranker@champion')).toMatch(
      /^ranker@1\.2\.0: champion[^]*gate: passed[^]*at most 0.005/,
    );
    expect(await models('rollback', 'ranker', ...why)).toContain('ranker@1: candidate -> champion, instead of 1.2.0');
    expect(JSON.parse(await models('show', 'ranker', '--json'))).toMatchObject({ champion: '1', former: [] });
    expect(await models('promote', 'ranker', '1.2.0', '--to', 'shadow', ...why)).toContain(
      'compares it with the champion over live searches',
    );
  });

  it('refuses what may not be, changing nothing', async () => {
    const why = ['--why', 'better'];
    await models('promote', 'ranker', '1', '--to', 'champion', ...why);
    const before = readFileSync(path.join(folder, 'ranker', 'states.json'), 'utf8');
    await expect(models('promote', 'ranker', '1', '--to', 'candidate', ...why)).rejects.toThrow('there must be one');
    await expect(models('rollback', 'ranker', ...why)).rejects.toThrow('no champion before');
    await expect(models('promote', 'ranker', '9', '--to', 'shadow', ...why)).rejects.toThrow('it holds ranker@1, ');
    await expect(models('show', 'rankr')).rejects.toThrow('no model is called rankr');
    expect(readFileSync(path.join(folder, 'ranker', 'states.json'), 'utf8')).toBe(before);
  });
});

describe('weir config print', () => {
  it('shows which version a model named by its state is now', async () => {
    writeRanker(folder, 'ranker', { version: '1.2.0' });
    await models('promote', 'ranker', '1.2.0', '--to', 'champion', '--why', 'first');
    const file = path.join(folder, 'weir.yaml');
    writeFileSync(file, `models_dir: ${folder}\nplan: { ranker: { model: ranker@champion } }\n`);
    printed = '';
    await configCommand().parseAsync(['print', '--config', file], { from: 'user' });
    expect(printed).toMatch(/plan\.ranker\.model: ranker@champion +# .*weir\.yaml:2; now ranker@1\.2\.0\n/);
  });
});
