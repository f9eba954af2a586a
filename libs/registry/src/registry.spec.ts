import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRegistry } from './registry.js';
import { RegistryError } from './registry-error.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'weir-registry-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A ranker of one file, as the registry's folder layout has it. */
async function put(name: string, version: string, change: Record<string, unknown> = {}): Promise<string> {
  const at = path.join(folder, name, version);
  await mkdir(at, { recursive: true });
  const content = Buffer.from(`trees of ${name} ${version}`);
  await writeFile(path.join(at, 'model.txt'), content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const manifest = {
    ...{ name, version, kind: 'ranker', format: 'lightgbm', description: 'a ranker', licence: 'Apache-2.0' },
    ...{ trained_on: [], created: '2026-01-31', ranker: { features: ['bm25'] } },
    files: [{ path: 'model.txt', sha256, bytes: content.length }],
    ...change,
  };
  await writeFile(path.join(at, 'manifest.json'), JSON.stringify(manifest));
  return at;
}

async function refusal(reference: string): Promise<RegistryError> {
  const error = await openRegistry(folder)
    .load(reference, 'ranker')
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(RegistryError);
  return error as RegistryError;
}

describe('a registry folder', () => {
  it('lists versions by number, and gives the manifest and the verified bytes of one', async () => {
    for (const version of ['10', '9']) await put('ranker', version);
    await put('another', '1');
    const registry = openRegistry(folder);
    const references = (await registry.list()).map((entry) => entry.reference);
    expect(references).toEqual(['another@1', 'ranker@9', 'ranker@10']);
    const model = await registry.load('ranker@10', 'ranker');
    expect(model.manifest.ranker.features).toEqual(['bm25']);
    expect(model.files.get('model.txt')?.toString()).toBe('trees of ranker 10');
  });

  it('takes 1 and 1.0.0 for one version, and orders 1.10.0 after 1.9.0', async () => {
    for (const version of ['1.10.0', '2', '1.9.0']) await put('ranker', version);
    const registry = openRegistry(folder);
    const references = (await registry.list()).map((entry) => entry.reference);
    expect(references).toEqual(['ranker@1.9.0', 'ranker@1.10.0', 'ranker@2']);
    expect(await registry.resolve('ranker@2.0.0')).toBe('ranker@2');
    expect((await registry.load('ranker@2.0.0', 'ranker')).reference).toBe('ranker@2');
    await put('ranker', '2.0.0');
    const doubled = (await registry.list()).at(-1);
    expect(doubled && 'error' in doubled && doubled.error.message).toContain('is the same version: remove one');
  });

  it('says how a name gets the champion that a reference wants', async () => {
    await put('ranker', '1');
    expect((await refusal('ranker@champion')).message).toContain('weir models promote ranker VERSION --to champion');
  });

  it('offers a version that appears while it is open', async () => {
    const registry = openRegistry(folder);
    await put('ranker', '1');
    expect(await registry.list()).toHaveLength(1);
    await rename(await put('.incoming', '2', { name: 'ranker' }), path.join(folder, 'ranker', '2'));
    expect((await registry.load('ranker@2', 'ranker')).reference).toBe('ranker@2');
  });

  it('is empty where there is no folder', async () => {
    expect(await openRegistry(path.join(folder, 'absent')).list()).toEqual([]);
  });

  it('names what it holds when a reference is unknown', async () => {
    await put('ranker', '1');
    const error = await refusal('ranker@2');
    expect(error.code).toBe('unknown');
    expect(error.message).toContain('it holds ranker@1');
  });

  it('refuses a model of another kind', async () => {
    await put('ranker', '1');
    const error = openRegistry(folder).load('ranker@1', 'encoder');
    await expect(error).rejects.toMatchObject({
      code: 'kind',
      message: expect.stringContaining('kind ranker') as string,
    });
  });

  it('refuses a file of the right size with one bit changed, and says which', async () => {
    const at = await put('ranker', '1');
    await writeFile(path.join(at, 'model.txt'), 'trees of ranker 0');
    const error = await refusal('ranker@1');
    expect(error.code).toBe('corrupt');
    expect(error.message).toMatch(
      /model\.txt has SHA-256 [0-9a-f]{64}, the manifest says [0-9a-f]{64}: copy the model/,
    );
  });

  it('refuses a file cut short, and one that is missing', async () => {
    const at = await put('ranker', '1');
    await writeFile(path.join(at, 'model.txt'), 'trees');
    expect((await refusal('ranker@1')).message).toContain('has 5 bytes, the manifest says 17');
    await rm(path.join(at, 'model.txt'));
    expect((await refusal('ranker@1')).message).toContain('is missing');
  });

  it('lists a model with a bad manifest with its mistakes and still loads the others', async () => {
    await put('ranker', '1');
    await put('ranker', '2', { licence: 7, extra: true });
    await put('ranker', '3', { version: '4' });
    const errors = (await openRegistry(folder).list()).map((entry) => ('error' in entry ? entry.error.message : 'ok'));
    expect(errors[0]).toBe('ok');
    expect(errors[1]).toMatch(/licence[^]*extra|extra[^]*licence/);
    expect(errors[2]).toContain('says ranker@4 but stands in the folder of ranker@3');
    expect((await refusal('ranker@2')).code).toBe('manifest');
    await expect(openRegistry(folder).load('ranker@1', 'ranker')).resolves.toBeDefined();
  });
});
