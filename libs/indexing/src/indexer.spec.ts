import { mappingSchema, type Product, type Row } from '@weir/catalogue';
import type { Retriever } from '@weir/retrieval';
import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { LengthEncoder, Shelf } from '../test/shelf.js';
import { Indexer, type IndexerOptions } from './indexer.js';
import type { IndexPosition } from './replay.js';

const mapping = mappingSchema.parse({ id: 'id', title: 'title', price: 'price', model_text: ['title'] });

describe('Indexer', () => {
  let storage: Storage;
  let shelf: Shelf;
  let encoder: LengthEncoder;

  beforeEach(async () => {
    storage = await openEmbeddedStorage(':memory:');
    shelf = new Shelf();
    encoder = new LengthEncoder();
  });
  afterEach(() => storage.close());

  it('has a product durable before it is searchable, and searchable before it is acknowledged', async () => {
    const indexer = open();
    let storedFirst = false;
    shelf.beforeUpsert = async ([given]) => {
      const [stored] = await storage.products.get(['a']);
      storedFirst = stored?.version === given?.version;
    };
    const versions = await indexer.upsert([product('a')]);
    expect(storedFirst).toBe(true);
    expect(shelf.products.get('a')).toEqual({ product: product('a'), version: versions[0] });
  });

  it('makes vectors in the background and stores them, so that a restart encodes nothing again', async () => {
    const indexer = open();
    await indexer.upsert(many(300));
    expect(indexer.vectorsPending()).toBeGreaterThan(0);
    await indexer.settled();
    expect(indexer.vectorsPending()).toBe(0);
    expect(encoder.texts).toHaveLength(300);

    const restarted = open({ retriever: (shelf = new Shelf()), encoder: (encoder = new LengthEncoder()) });
    expect(await restarted.catchUp(0)).toBe(300);
    await restarted.settled();
    expect(encoder.texts).toEqual([]);
    expect(shelf.products.size).toBe(300);
    expect(shelf.vectors.get('p7')?.vector).toEqual(Float32Array.of('product 7'.length));
  });

  it('encodes again for another model or another text, and never mixes their vectors', async () => {
    const indexer = open();
    await indexer.upsert(many(3));
    await indexer.settled();
    for (const change of [
      { encoder: new LengthEncoder('length@2') },
      { encoder: new LengthEncoder(), mapping: { ...mapping, model_text: ['title', 'brand'] } },
    ]) {
      const changed = open({ retriever: (shelf = new Shelf()), ...change });
      const replay = changed.catchUp(0);
      expect(shelf.vectors.size).toBe(0);
      await replay;
      await changed.settled();
      expect(change.encoder.texts).toHaveLength(3);
      expect(shelf.vectors.size).toBe(3);
    }
  });

  it('gives a product that is written again while it waits the vector of its last version, and a removed one none', async () => {
    const indexer = open();
    await indexer.upsert([product('a', 'one'), product('a', 'second'), product('b')]);
    await indexer.remove(['b']);
    await indexer.upsert([product('a', 'third one')]);
    await indexer.settled();
    expect(encoder.texts.filter((text) => text === 'third one')).toHaveLength(1);
    expect(shelf.vectors.get('a')?.vector).toEqual(Float32Array.of('third one'.length));
    expect(shelf.products.has('b')).toBe(false);
    expect(shelf.vectors.has('b')).toBe(false);
  });

  it('keeps the vector of a product whose price changes, and encodes nothing for it, now or after a restart', async () => {
    const indexer = open();
    await indexer.upsert(many(3));
    await indexer.settled();
    const versions = await indexer.patch([
      { id: 'p1', set: { price: 5 }, clear: [] },
      { id: 'never there', set: { price: 5 }, clear: [] },
    ]);
    expect([versions[0]! > 3, versions[1]]).toEqual([true, undefined]);
    expect(shelf.products.get('p1')).toMatchObject({ product: { price: 5 }, version: versions[0] });
    expect(indexer.vectorsPending()).toBe(0);

    const restarted = open({ retriever: (shelf = new Shelf()), encoder: (encoder = new LengthEncoder()) });
    await restarted.catchUp(0);
    await restarted.settled();
    expect(encoder.texts).toEqual([]);
    expect(shelf.vectors.get('p1')).toMatchObject({ version: versions[0] });
  });

  it('encodes nothing again of a feed that is given again, but what another text is read of', async () => {
    const indexer = open();
    await indexer.upsert(many(20));
    await indexer.settled();
    encoder.texts.length = 0;
    const feed = many(20).map((each, at) => (at === 7 ? { ...each, title: 'another title' } : { ...each, price: at }));
    const versions = await indexer.upsert([...feed, product('p3', 'product 3')]);
    expect(shelf.vectors.get('p3')).toMatchObject({ version: versions[20], vector: Float32Array.of(9) });
    await indexer.settled();
    expect(encoder.texts).toEqual(['another title']);

    const restarted = open({ retriever: (shelf = new Shelf()), encoder: (encoder = new LengthEncoder()) });
    await restarted.catchUp(0);
    await restarted.settled();
    expect(encoder.texts).toEqual([]);
    expect(shelf.vectors.get('p7')?.vector).toEqual(Float32Array.of('another title'.length));
    expect(shelf.products.get('p5')).toMatchObject({ product: { price: 5 }, version: versions[5] });
  });

  it('makes the vector of a product that changes before it has one', async () => {
    let release = (): void => undefined;
    encoder.ready = new Promise((resolve) => (release = resolve));
    const indexer = open();
    await indexer.upsert(many(1));
    const [version] = await indexer.patch([{ id: 'p0', set: { price: 5 }, clear: [] }]);
    release();
    await indexer.settled();
    expect(shelf.vectors.get('p0')).toMatchObject({ version });
  });

  it('loses no words where a change overtakes the write of its product', async () => {
    const indexer = open();
    await indexer.upsert([product('a', 'one')]);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    shelf.beforeUpsert = ([given]) => (given?.version === 2 ? held : undefined);
    const writing = indexer.upsert([product('a', 'another')]);
    while ((await storage.products.lastVersion()) < 2) await new Promise((resolve) => setImmediate(resolve));
    await indexer.patch([{ id: 'a', set: { price: 5 }, clear: [] }]);
    release();
    await writing;
    expect(shelf.products.get('a')).toMatchObject({ product: { title: 'another', price: 5 }, version: 3 });
  });

  it('tries a failed batch again', async () => {
    let failures = 2;
    encoder.refuse = () => failures-- > 0;
    const faults: unknown[] = [];
    const indexer = open({ onVectorFault: (fault) => faults.push(fault) });
    await indexer.upsert(many(5));
    await indexer.settled();
    expect(shelf.vectors.size).toBe(5);
    expect(faults).toEqual([]);
  });

  it('tells of the one product that cannot be encoded, encodes the others, and finds it again at the next start', async () => {
    encoder.refuse = (texts) => texts.includes('product 3');
    const faults: (readonly string[])[] = [];
    const indexer = open({ onVectorFault: ({ ids }) => faults.push(ids) });
    await indexer.upsert(many(10));
    await indexer.settled();
    expect(faults).toEqual([['p3']]);
    expect(shelf.vectors.size).toBe(9);

    encoder.refuse = () => false;
    const restarted = open();
    await restarted.catchUp(0);
    await restarted.settled();
    expect(encoder.texts.filter((text) => text === 'product 3')).toHaveLength(1);
    expect(shelf.vectors.size).toBe(10);
  });

  it('catches a snapshot up with the writes, deletions and vectors that came after it', async () => {
    const indexer = open();
    let goOn: () => void = () => undefined;
    encoder.ready = new Promise((resolve) => (goOn = resolve));
    await indexer.upsert([product('kept'), product('gone'), product('changed', 'old')]);
    const [snapshot, position] = await snapshotOf(indexer);
    expect(snapshot.vectors.size).toBe(0);
    goOn();
    await indexer.remove(['gone']);
    await indexer.upsert([product('changed', 'new'), product('new')]);
    await indexer.settled();
    const encoded = encoder.texts.length;

    const restarted = open({ retriever: (shelf = snapshot) });
    expect(await restarted.catchUp(snapshot.lastVersion(), position)).toBe(3);
    await restarted.settled();
    expect([...snapshot.products.keys()].sort()).toEqual(['changed', 'kept', 'new']);
    expect(snapshot.products.get('changed')?.product.title).toBe('new');
    expect([...snapshot.vectors.keys()].sort()).toEqual(['changed', 'kept', 'new']);
    expect(encoder.texts).toHaveLength(encoded);
  });

  it('loses no write that was stored but not yet searchable when the snapshot was taken', async () => {
    const indexer = open({ encoder: null });
    await indexer.upsert([product('first')]);
    let release: () => void = () => undefined;
    shelf.beforeUpsert = ([given]) =>
      given?.product.id === 'slow' ? new Promise<void>((resolve) => (release = resolve)) : undefined;
    const slow = indexer.upsert([product('slow')]);
    while ((await storage.products.count()) < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    await indexer.upsert([product('fast')]);
    const [snapshot, position] = await snapshotOf(indexer);
    expect(snapshot.products.has('slow')).toBe(false);

    const restarted = open({ retriever: snapshot, encoder: null });
    await restarted.catchUp(snapshot.lastVersion(), position);
    expect([...snapshot.products.keys()].sort()).toEqual(['fast', 'first', 'slow']);
    release();
    await slow;
  });

  it('replays everything where it does not know how far the retriever has come', async () => {
    const indexer = open({ encoder: null });
    await indexer.upsert(many(2));
    const restarted = open({ encoder: null });
    expect(await restarted.catchUp(shelf.lastVersion())).toBe(2);
    expect(await restarted.catchUp(shelf.lastVersion(), await indexer.position())).toBe(0);
  });

  describe('indexAll', () => {
    it('skips bad rows and reports each by line and reason', async () => {
      const bad: unknown[] = [];
      const report = await open().indexAll(
        rows([
          { id: 'a', title: 'A', price: '$1,299.00' },
          { title: 'no id' },
          'is not JSON: unexpected end',
          { id: 'b', price: -3 },
          { id: 'c' },
        ]),
        { onBadRow: (row) => bad.push(row) },
      );
      expect(bad).toEqual([
        { line: 2, reason: 'id is missing: a product needs an id' },
        { line: 3, reason: 'is not JSON: unexpected end' },
        { line: 4, reason: 'price is negative (-3)' },
      ]);
      expect(report).toMatchObject({ rows: 5, indexed: 2, rejected: 3, products: 2, duplicates: 0, vectorsPending: 0 });
      expect(shelf.products.get('a')?.product.price).toBe(1299);
      expect(shelf.vectors.size).toBe(2);
    });

    it('lets the last row of an id win and counts the others', async () => {
      const report = await open().indexAll(
        rows([
          { id: 'a', title: 'one' },
          { id: 'b', title: 'b' },
          { id: 'a', title: 'two' },
          { id: 'a', title: 'three' },
        ]),
        {},
      );
      expect(report).toMatchObject({ rows: 4, indexed: 4, duplicates: 2, products: 2 });
      expect(shelf.products.get('a')?.product.title).toBe('three');
    });

    it('keeps what the rows do not have, or removes it with `replace`', async () => {
      const indexer = open({ encoder: null });
      await indexer.indexAll(rows([{ id: 'a' }, { id: 'b' }, { id: 'c' }]), {});
      expect(await indexer.indexAll(rows([{ id: 'd' }]), {})).toMatchObject({ removed: 0, products: 4 });
      expect(await indexer.indexAll(rows([{ id: 'b' }, { id: 'e' }]), { replace: true })).toMatchObject({
        removed: 3,
        products: 2,
      });
      expect([...shelf.products.keys()].sort()).toEqual(['b', 'e']);
    });

    it('does not empty the catalogue for a file without one good row', async () => {
      const indexer = open({ encoder: null });
      await indexer.indexAll(rows([{ id: 'a' }]), {});
      const report = await indexer.indexAll(rows(['is not JSON']), { replace: true });
      expect(report).toMatchObject({ indexed: 0, removed: 0, products: 1 });
    });

    it('shows its progress and reads no faster than it writes', async () => {
      const indexer = open({ encoder: null });
      let read = 0;
      let ahead = 0;
      async function* many(): AsyncGenerator<Row> {
        for (; read < 5000; read += 1) {
          ahead = Math.max(ahead, read - shelf.products.size);
          yield await Promise.resolve({ line: read + 1, fields: { id: `p${read}` } });
        }
      }
      const seen: number[] = [];
      await indexer.indexAll(many(), { onProgress: ({ indexed }) => seen.push(indexed) });
      expect(ahead).toBeLessThanOrEqual(1000);
      expect(seen.length).toBeGreaterThan(5);
      expect(seen.at(-1)).toBe(5000);
    });
  });

  async function snapshotOf(indexer: Indexer): Promise<[Shelf, IndexPosition]> {
    let snapshot: [Shelf, IndexPosition] | undefined;
    await indexer.saveSnapshot((position) => {
      snapshot = [shelf.copy(), position];
      return Promise.resolve();
    });
    return snapshot!;
  }

  function open(options: Partial<Omit<IndexerOptions, 'retriever'>> & { retriever?: Shelf } = {}): Indexer {
    return new Indexer({
      storage,
      encoder,
      mapping: mapping,
      retryDelaysMs: [1, 1],
      ...options,
      // The indexer calls the methods above and no other.
      retriever: (options.retriever ?? shelf) as unknown as Retriever,
    });
  }
});

function product(id: string, title = id): Product {
  return { id, title, text: {}, category: [], attributes: {} };
}

function many(count: number): Product[] {
  return Array.from({ length: count }, (_, n) => product(`p${n}`, `product ${n}`));
}

async function* rows(given: readonly (Record<string, unknown> | string)[]): AsyncGenerator<Row> {
  for (const [index, row] of given.entries()) {
    yield await Promise.resolve(
      typeof row === 'string' ? { line: index + 1, fault: row } : { line: index + 1, fields: row },
    );
  }
}
