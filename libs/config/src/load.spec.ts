import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { configurationSchema } from './configuration.js';
import { ConfigurationError } from './error.js';
import { loadConfiguration, type Sources } from './load.js';
import { effectiveSettings } from './print.js';
import { settingsOf } from './settings.js';

const schema = configurationSchema({
  mapping: z.strictObject({ id: z.string(), text: z.array(z.string()).default([]) }),
  plan: z
    .strictObject({
      reranker: z
        .strictObject({ window: z.int().min(1).max(1000).default(20), model: z.string().nullable().default(null) })
        .prefault({}),
    })
    .prefault({}),
});

describe('loadConfiguration', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-config-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (text: string): void => {
    writeFileSync(path.join(folder, 'weir.yaml'), text);
  };
  const load = (sources: Sources = {}) => loadConfiguration(schema, { folder, environment: {}, ...sources });
  const mistakesOf = (sources: Sources = {}): readonly string[] => {
    try {
      load(sources);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return error.mistakes.map(({ setting, origin, problem }) => `${setting} @ ${origin}: ${problem}`);
    }
  };

  it('has a default for everything', () => {
    expect(load().values).toMatchObject({
      http: { port: 7700 },
      grpc: { port: 7701 },
      data_dir: '.weir/data',
      plan: { reranker: { window: 20 } },
    });
  });

  it('lets flags win over variables, variables over the file, the file over defaults, and knows which it was', () => {
    file('http:\n  port: 1\n  host: file\ngrpc:\n  port: 2\n');
    const loaded = load({
      environment: { WEIR_HTTP_PORT: '3', WEIR_GRPC_PORT: '4' },
      flags: [{ flag: '--http-port', setting: 'http.port', value: '5' }],
    });
    expect(loaded.values).toMatchObject({ http: { port: 5, host: 'file' }, grpc: { port: 4 } });
    expect(['http.port', 'http.host', 'grpc.port', 'log.level'].map((name) => loaded.origin(name))).toEqual([
      '--http-port',
      'weir.yaml:3',
      'WEIR_GRPC_PORT',
      'default',
    ]);
  });

  it('reports every mistake of every source at once, each with its place and a remedy', () => {
    file('http:\n  prot: 1\nplan:\n  reranker:\n    window: 0\n    modle: x\nlog: { level: loud }\n');
    const mistakes = mistakesOf({
      environment: { WEIR_GRPC_PORT: '99999', WEIR_HTPP_PORT: '1' },
      flags: [{ flag: '--set', setting: 'cache.byte', value: '1' }],
    });
    expect(mistakes).toHaveLength(7);
    const text = mistakes.join('\n');
    expect(text).toContain('http.prot @ weir.yaml:2: there is no such setting; did you mean port?');
    expect(text).toContain('plan.reranker.modle @ weir.yaml:6: there is no such setting; did you mean model?');
    expect(text).toMatch(/plan\.reranker\.window @ weir\.yaml:5: 0 is wrong: .*integer 1\.\.1000, default 20/);
    expect(text).toMatch(/log\.level @ weir\.yaml:7: "loud" is wrong/);
    expect(text).toMatch(/grpc\.port @ WEIR_GRPC_PORT: 99999 is wrong: .*integer 0\.\.65535/);
    expect(text).toContain('WEIR_HTPP_PORT: no setting has this variable; did you mean WEIR_HTTP_PORT?');
    expect(text).toContain('cache.byte @ --set: there is no such setting; did you mean cache.bytes?');
  });

  it('reports a value where a group is wanted, and a file that is not YAML', () => {
    file('http: 8080\n');
    expect(mistakesOf()).toEqual([expect.stringMatching(/^http @ weir\.yaml:1: 8080 is wrong/)]);
    file('http:\n  port: [1\n');
    expect(mistakesOf()[0]).toMatch(/@ weir\.yaml:[23]:/);
  });

  it('says which file is missing when one was named, and asks for none otherwise', () => {
    expect(mistakesOf()).toEqual([]);
    expect(mistakesOf({ file: 'other.yaml' })[0]).toContain('there is no such file');
  });

  it('gives back only what was given, for a Plan that is laid over another', () => {
    file('plan:\n  reranker:\n    window: 5\n');
    expect(load().given['plan']).toEqual({ reranker: { window: 5 } });
  });

  it('reads lists, numbers and null from variables, and text as it stands', () => {
    const { values } = load({
      environment: {
        WEIR_CATALOGUE_MAPPING_ID: '007',
        WEIR_CATALOGUE_MAPPING_TEXT: '[a, b]',
        WEIR_PLAN_RERANKER_MODEL: 'null',
      },
    });
    expect(values.catalogue.mapping).toEqual({ id: '007', text: ['a', 'b'] });
    expect(values.plan.reranker.model).toBeNull();
  });

  it('never shows a secret', () => {
    const environment = { WEIR_ACCESS_WRITE_TOKEN: 'correct-horse-battery' };
    const shown = effectiveSettings(schema, load({ environment }));
    expect(shown).toContainEqual({
      setting: 'access.write_token',
      value: '********',
      origin: 'WEIR_ACCESS_WRITE_TOKEN',
    });
    expect(mistakesOf({ environment: { WEIR_ACCESS_WRITE_TOKEN: 'short-secret' } }).join()).not.toContain(
      'short-secret',
    );
  });
});

describe('settingsOf', () => {
  it('names every setting by one variable of its own and describes it', () => {
    const settings = settingsOf(schema).filter(({ path: [group] }) => group !== 'plan' && group !== 'catalogue');
    expect(new Set(settings.map(({ variable }) => variable)).size).toBe(settings.length);
    expect(settings.filter(({ description }) => description === '')).toEqual([]);
  });
});
