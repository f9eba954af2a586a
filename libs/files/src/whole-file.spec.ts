import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WholeFile, writeWhole } from './whole-file.js';

describe('a file that is written whole', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-files-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const at = (name: string): string => path.join(folder, name);

  it('is what was there before until it is kept, and nothing else remains', async () => {
    writeFileSync(at('a'), 'before');
    const whole = await WholeFile.create(at('a'));
    await whole.write('after, ');
    await whole.write(Buffer.from('whole'));
    expect(readFileSync(at('a'), 'utf8')).toBe('before');
    await whole.keep();
    expect(readFileSync(at('a'), 'utf8')).toBe('after, whole');
    await (await WholeFile.create(at('a'))).abandon();
    expect(readdirSync(folder)).toEqual(['a']);
    expect(readFileSync(at('a'), 'utf8')).toBe('after, whole');
  });

  it('stays as it was where the new one cannot be brought to disk', async () => {
    writeFileSync(at('a'), 'before');
    const whole = await WholeFile.create(at('a'));
    await whole.write('after');
    await whole.handle.close();
    await expect(whole.keep()).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['a']);
    expect(readFileSync(at('a'), 'utf8')).toBe('before');
    await expect(writeWhole(at('missing/b'), '')).rejects.toThrow('ENOENT');
  });

  it('follows a link and keeps who may read it', async () => {
    writeFileSync(at('real'), 'secret');
    chmodSync(at('real'), 0o600);
    symlinkSync('real', at('link'));
    await writeWhole(at('link'), 'new secret');
    expect(readFileSync(at('real'), 'utf8')).toBe('new secret');
    expect(statSync(at('real')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
  });

  it('removes what a killed process left of it an hour ago, and nothing that may be under way', async () => {
    for (const name of ['.a.draft-1-old', '.a.draft-2-new', '.b.draft-1-old']) writeFileSync(at(name), 'half');
    for (const name of ['.a.draft-1-old', '.b.draft-1-old']) utimesSync(at(name), 1, 1);
    await writeWhole(at('a'), 'whole');
    expect(readdirSync(folder).sort()).toEqual(['.a.draft-2-new', '.b.draft-1-old', 'a']);
  });

  it('is never seen half, however many write it at once', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => String(index % 10).repeat(100_000));
    const state = { over: false };
    const seen = (async () => {
      const found = new Set<number>();
      while (!state.over) {
        const text = await Promise.resolve().then(() => {
          try {
            return readFileSync(at('a'), 'utf8');
          } catch {
            return undefined;
          }
        });
        if (text !== undefined) found.add(text.length).add(new Set(text).size);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return found;
    })();
    await Promise.all(texts.map((text) => writeWhole(at('a'), text)));
    state.over = true;
    for (const each of await seen) expect([1, 100_000]).toContain(each);
  });
});
