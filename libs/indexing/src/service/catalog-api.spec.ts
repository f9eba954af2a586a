import { mappingSchema, type Product } from '@weir/catalogue';
import { type ApiError, type Call, DeleteRequest, PatchRequest, UpsertRequest } from '@weir/contracts';
import { StorageError } from '@weir/storage';
import { Metrics } from '@weir/telemetry';
import { CatalogApi, type CatalogParts } from './catalog-api.js';

const open: Call = { signal: new AbortController().signal };

async function* stream<T>(...messages: readonly T[]): AsyncGenerator<T> {
  for (const message of messages) yield await Promise.resolve(message);
}

describe('CatalogApi', () => {
  let written: Product[];
  let failure: Error | undefined;

  beforeEach(() => {
    written = [];
    failure = undefined;
  });

  function api(parts: Partial<CatalogParts> = {}): CatalogApi {
    return new CatalogApi({
      indexer: {
        upsert: (products) => {
          if (failure !== undefined) return Promise.reject(failure);
          written.push(...products);
          return Promise.resolve(products.map((_, row) => written.length - products.length + row + 1));
        },
        patch: (patches) => Promise.resolve(patches.map(({ id }, row) => (id === 'none' ? undefined : row + 1))),
        remove: (ids) => Promise.resolve(ids.map((_, row) => row + 1)),
        vectorsPending: () => 0,
      },
      products: { get: (ids) => Promise.resolve(ids.map(() => undefined)), lastVersion: () => Promise.resolve(0) },
      retriever: {
        schema: { fields: ['title'], boosts: [3] },
        filterable: () => ['brand'],
        count: () => written.length,
      },
      mapping: mappingSchema.parse({ id: 'id' }),
      process: 'one',
      state: () => 'as it was',
      plan: () => ({}),
      models: () => [],
      metrics: new Metrics(),
      ...parts,
    });
  }

  const product = (id: string) => UpsertRequest.fromPartial({ products: [{ id, title: 'drill' }] });
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'OK',
      (error: unknown) => (error as ApiError).code,
    );

  it('gives one version a product of the stream, 0 where it was refused', async () => {
    const summary = await api().upsert(stream(product('a'), product(''), product('b')), open);
    expect(summary).toMatchObject({ accepted: 2, rejected: 1, versions: [1, 0, 2], rejections: [{ index: 1 }] });
  });

  it('refuses changes by number: of what is not there, of nothing, of what is read as text, of both ways', async () => {
    const patches = [
      { id: 'a', price: 1 },
      { id: 'none', stock: 2 },
      { id: 'b' },
      { id: 'c', price: -1, clear: ['title', 'price'] },
      { id: 'd', clear: ['stock'] },
    ];
    const summary = await api().patch(stream(PatchRequest.fromPartial({ patches })), open);
    expect(summary).toMatchObject({ accepted: 2, rejected: 3, versions: [1, 0, 0, 0, 3] });
    expect(summary.rejections.map(({ index, id, violations }) => [index, id, violations.map((v) => v.field)])).toEqual([
      [1, 'none', ['id']],
      [2, 'b', ['id']],
      [3, 'c', ['price', 'clear[0]', 'clear[1]']],
    ]);
  });

  it('tells the models of the Plan, and what was promoted but is not served', async () => {
    const served = { setting: 'ranker.model', named: 'r@champion', serving: 'r@1' };
    const refused = { reference: 'r@2', cause: 'a file of it is damaged' };
    const { models } = await api({ models: () => [served, { ...served, refused }] }).describe();
    expect(models).toEqual([
      { ...served, refused: '', cause: '' },
      { ...served, refused: 'r@2', cause: 'a file of it is damaged' },
    ]);
  });

  it('says UNAVAILABLE without internal text when the storage fails', async () => {
    failure = new StorageError('UNAVAILABLE', '/var/lib/secret is full');
    const error = await api()
      .upsert(stream(product('a')), open)
      .catch((reason: unknown) => reason as ApiError);
    expect(error).toMatchObject({ code: 'UNAVAILABLE', message: expect.not.stringContaining('secret') as unknown });
  });

  it('ends a stream that is too long, keeping what it took', async () => {
    const many = UpsertRequest.fromPartial({ products: Array.from({ length: 1000 }, (_, n) => ({ id: `p${n}` })) });
    const error = await api()
      .upsert(stream(...Array.from({ length: 101 }, () => many)), open)
      .catch((reason: unknown) => reason as ApiError);
    expect(error).toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      message: expect.stringContaining(`first ${written.length} were taken`) as unknown,
    });
    expect(written.length).toBeGreaterThan(99_000);
  }, 60_000);

  it('stops when the caller left', async () => {
    const left = new AbortController();
    left.abort();
    expect(await codeOf(api().upsert(stream(product('a')), { signal: left.signal }))).toBe('CANCELLED');
  });

  it('refuses an empty id and too many', async () => {
    expect(await codeOf(api().delete(stream(DeleteRequest.fromPartial({ ids: ['a', ''] }))))).toBe('INVALID_ARGUMENT');
    expect(await codeOf(api().get({ ids: [] }))).toBe('INVALID_ARGUMENT');
    expect(await codeOf(api().get({ ids: Array.from({ length: 1001 }, String) }))).toBe('INVALID_ARGUMENT');
    expect(await api().get({ ids: ['a'] })).toEqual({ products: [], missing: ['a'] });
  });
});
