import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { promote, rollBack } from './promotion.js';
import { openRegistry } from './registry.js';
import { noStates, promoted, promotionStates, rolledBack, type States, stateOf } from './states.js';
import { changeStates } from './states-file.js';
import { watchStates } from './watch-states.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'weir-promotion-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Gate = 'passed' | 'failed' | 'none';

async function put(version: string, gate: Gate = 'passed'): Promise<string> {
  const at = path.join(folder, 'ranker', version);
  await mkdir(at, { recursive: true });
  const content = `trees of ${version}`;
  await writeFile(path.join(at, 'model.txt'), content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const passed = gate === 'passed';
  const check = { name: 'ndcg_loss', value: passed ? 0 : 1, at_most: 0.005, passed };
  const manifest = {
    ...{ name: 'ranker', version, kind: 'ranker', format: 'lightgbm', description: 'a ranker', licence: 'Apache-2.0' },
    ...{ trained_on: [], created: '2026-01-31', ranker: { features: ['bm25'] } },
    files: [{ path: 'model.txt', sha256, bytes: content.length }],
    ...(gate !== 'none' && { gate: { passed, checks: [check] } }),
  };
  await writeFile(path.join(at, 'manifest.json'), JSON.stringify(manifest));
  return at;
}

const motive = { who: 'ann', why: 'better on esci' };
const reason = { ...motive, when: '2026-01-31T12:00:00Z' };

describe('promotion', () => {
  it('gives one champion a name, keeps the former one for a rollback, and remembers who, when, why and from where', async () => {
    for (const version of ['1', '1.1.0']) await put(version);
    const registry = openRegistry(folder);
    await promote(registry, 'ranker@1.0.0', 'champion', motive);
    await promote(registry, 'ranker@1.1.0', 'shadow', { ...motive, why: 'to be watched' });
    expect(await registry.resolve('ranker@shadow')).toBe('ranker@1.1.0');
    await promote(registry, 'ranker@shadow', 'champion', motive);
    expect(await registry.resolve('ranker@champion')).toBe('ranker@1.1.0');
    await expect(registry.resolve('ranker@shadow')).rejects.toMatchObject({ code: 'unknown' });
    const back = await rollBack(registry, 'ranker', { who: 'bob', why: 'complaints' });
    expect(back).toMatchObject({ version: '1', to: 'champion', replaced: '1.1.0', action: 'rollback', who: 'bob' });
    expect(back.when).toMatch(/^20\d\d-/);
    const { champion, history } = await openRegistry(folder).states('ranker');
    expect(champion).toBe('1');
    expect(history.map(({ version, from, to, why }) => [version, from, to, why])).toEqual([
      ['1', 'candidate', 'champion', 'better on esci'],
      ['1.1.0', 'candidate', 'shadow', 'to be watched'],
      ['1.1.0', 'shadow', 'champion', 'better on esci'],
      ['1', 'candidate', 'champion', 'complaints'],
    ]);
    await expect(rollBack(registry, 'ranker', motive)).rejects.toMatchObject({ code: 'state' });
  });

  it('refuses, with what to do, a champion without a passed gate, a damaged version and one that is not there', async () => {
    await put('1', 'none');
    await put('2', 'failed');
    const damaged = await put('3');
    await writeFile(path.join(damaged, 'model.txt'), 'trees of 4');
    const registry = openRegistry(folder);
    const refusal = (version: string, to: 'champion' | 'shadow' = 'champion'): Promise<unknown> =>
      promote(registry, `ranker@${version}`, to, motive);
    await expect(refusal('1')).rejects.toThrow('has no gate report');
    await expect(refusal('2')).rejects.toThrow('did not pass its gate (ndcg_loss)');
    await expect(refusal('3', 'shadow')).rejects.toMatchObject({ code: 'corrupt' });
    await expect(refusal('4')).rejects.toMatchObject({ code: 'unknown' });
    expect(await registry.states('ranker')).toEqual(noStates);
    await expect(refusal('2', 'shadow')).resolves.toMatchObject({ to: 'shadow' });
  });

  it('does not roll back to a version that is damaged', async () => {
    const first = await put('1');
    await put('2');
    const registry = openRegistry(folder);
    await promote(registry, 'ranker@1', 'champion', motive);
    await promote(registry, 'ranker@2', 'champion', motive);
    await rm(path.join(first, 'model.txt'));
    await expect(rollBack(registry, 'ranker', motive)).rejects.toMatchObject({ code: 'corrupt' });
    expect(await registry.resolve('ranker@champion')).toBe('ranker@2');
  });

  it('loses no change of many at one time, and leaves nothing behind', async () => {
    await put('1');
    const at = path.join(folder, 'ranker');
    const add = (who: string): Promise<States> =>
      changeStates(at, ({ history, ...rest }) => ({
        ...rest,
        history: [...history, { version: '1', from: 'candidate', to: 'shadow', action: 'promote', ...reason, who }],
      }));
    await Promise.all(Array.from({ length: 20 }, (_, number) => add(`user ${number}`)));
    const { history } = await openRegistry(folder).states('ranker');
    expect(new Set(history.map(({ who }) => who)).size).toBe(20);
    expect((await readdir(at)).sort()).toEqual(['1', 'states.json']);
  });

  it('says whose lock it is that does not go away, and a file of states that is damaged is not overwritten', async () => {
    await put('1');
    const lock = path.join(folder, 'ranker', 'states.lock');
    await writeFile(lock, 'process 7 on shop\n');
    const promotion = promote(openRegistry(folder), 'ranker@1', 'champion', motive);
    await expect(promotion).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringContaining('process 7 on shop') as string,
    });
    await rm(lock);
    const states = path.join(folder, 'ranker', 'states.json');
    await writeFile(states, '{"former":[');
    await expect(promote(openRegistry(folder), 'ranker@1', 'champion', motive)).rejects.toMatchObject({
      code: 'states',
    });
    expect(await readFile(states, 'utf8')).toBe('{"former":[');
  }, 15_000);

  it('whatever is done: one champion from the first on, in one state only, and rollbacks retrace the champions', () => {
    const version = fc.constantFrom('1', '2', '3.0.1');
    const step = fc.oneof(
      fc.record({ version, to: fc.constantFrom(...promotionStates) }),
      fc.constant('back' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let states = noStates;
        const champions: string[] = [];
        for (const each of steps) {
          const had = states.champion;
          try {
            states = each === 'back' ? rolledBack(states, reason) : promoted(states, each.version, each.to, reason);
          } catch {
            continue;
          }
          if (each === 'back') expect(states.champion).toBe(champions.pop());
          else if (each.to === 'champion' && had !== undefined) champions.push(had);
          if (had !== undefined) expect(states.champion).toBeDefined();
          if (states.champion !== undefined) expect(stateOf(states, states.champion)).toBe('champion');
          expect(states.shadow === undefined || states.shadow !== states.champion).toBe(true);
        }
      }),
    );
  });
});

describe('watching states', () => {
  it.each([
    ['where the system reports changes', { pollMs: 60_000, settleMs: 5 }],
    ['by looking alone', { pollMs: 20, settleMs: 60_000 }],
  ])('tells a promotion, %s, and nothing where nothing changed', async (_, options) => {
    await put('1');
    const registry = openRegistry(folder);
    let changes = 0;
    let told = (): void => undefined;
    const onChange = (): void => {
      changes++;
      told();
    };
    const end = watchStates(folder, ['ranker'], onChange, options);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await writeFile(path.join(folder, 'ranker', 'notes.txt'), 'not a state');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(changes).toBe(0);
    const change = new Promise<void>((resolve) => (told = resolve));
    await promote(registry, 'ranker@1', 'champion', motive);
    await change;
    end();
    expect(changes).toBe(1);
  });
});
