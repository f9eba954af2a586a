import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfiguration } from '@weir/config';
import { weirConfiguration } from './configuration.js';
import { sharedCacheOptions } from './shared-cache-options.js';

describe('the settings of the shared cache', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-cache-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const optionsOf = (environment: NodeJS.ProcessEnv): ReturnType<typeof sharedCacheOptions> =>
    sharedCacheOptions(loadConfiguration(weirConfiguration, { folder, environment }).values.cache);

  it('name none by default', () => {
    expect(optionsOf({})).toBeUndefined();
  });

  it('take the password from the environment, else from a file', () => {
    const file = path.join(folder, 'password');
    writeFileSync(file, 'from the file\n');
    const url = 'redis://cache:6379';
    expect(optionsOf({ WEIR_CACHE_URL: url, WEIR_CACHE_PASSWORD_FILE: file })).toMatchObject({
      url,
      password: 'from the file',
      budgetMs: 3,
      tenant: 'weir',
    });
    const both = { WEIR_CACHE_URL: url, WEIR_CACHE_PASSWORD: 'given', WEIR_CACHE_PASSWORD_FILE: file };
    expect(optionsOf(both)).toMatchObject({ password: 'given' });
  });

  it('take a login of the Sentinels, which is another one', () => {
    const file = path.join(folder, 'sentinel');
    writeFileSync(file, 'of the sentinels\n');
    const url = 'redis+sentinel://:of-redis@cache/shop';
    const usual = { WEIR_CACHE_URL: url, WEIR_CACHE_SENTINEL_PASSWORD_FILE: file };
    expect(optionsOf(usual)?.sentinel).toEqual({ password: 'of the sentinels' });
    expect(optionsOf({ ...usual, WEIR_CACHE_SENTINEL_USERNAME: 'weir' })?.sentinel).toEqual({
      username: 'weir',
      password: 'of the sentinels',
    });
    expect(optionsOf({ WEIR_CACHE_URL: url })?.sentinel).toEqual({});
    expect(() => optionsOf({ ...usual, WEIR_CACHE_URL: 'redis://cache' })).toThrow(/redis\+sentinel/);
    expect(() => optionsOf({ WEIR_CACHE_URL: url, WEIR_CACHE_SENTINEL_USERNAME: 'weir' })).toThrow(/sentinel_password/);
  });

  it('refuse what can never work, and show neither the URL nor a password', () => {
    const messageOf = (environment: NodeJS.ProcessEnv): string => {
      try {
        optionsOf(environment);
        return '';
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    };
    expect(messageOf({ WEIR_CACHE_URL: 'http://:secret@cache' })).toMatch(/cache\.url.*must begin with redis/);
    expect(messageOf({ WEIR_CACHE_URL: 'redis://:secret@a,b' })).toMatch(/^cache\.url: it names several servers/);
    expect(messageOf({ WEIR_CACHE_URL: 'http://:secret@cache' })).not.toContain('secret');
    const missing = { WEIR_CACHE_URL: 'redis://:secret@cache', WEIR_CACHE_PASSWORD_FILE: '/nowhere/password' };
    expect(messageOf(missing)).toMatch(/^cache\.password_file: .*cannot be read/);
    expect(messageOf(missing)).not.toContain('secret');
  });
});
