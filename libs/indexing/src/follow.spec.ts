import { mappingSchema, type Product } from '@weir/catalogue';
import type { Retriever } from '@weir/retrieval';
import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { LengthEncoder, Shelf } from '../test/shelf.js';
import { Indexer } from './indexer.js';
import type { OtherWriters } from './replay.js';

const mapping = mappingSchema.parse({ id: 'id', title: 'title', model_text: ['title'] });

/** Processes on one storage: each with an indexer of its own. */
describe('an indexer that follows', () => {
  let storage: Storage;

  beforeEach(async () => {
    storage = await openEmbeddedStorage(':memory:');
  });
  afterEach(() => storage.close());

  const open = async (shelf: Shelf, others: OtherWriters): Promise<Indexer> => {
    // The indexer calls the methods of a shelf and no other.
    const retriever = shelf as unknown as Retriever;
    const indexer = new Indexer({ storage, retriever, mapping, encoder: new LengthEncoder(), others });
    await indexer.catchUp(shelf.lastVersion());
    return indexer;
  };

  describe('others with retrievers of their own', () => {
    const others = { shareRetriever: false };

    it('has what they wrote and removed, with the vectors that they made, and leaves alone what it wrote itself', async () => {
      const [shelf, theirs] = [new Shelf(), new Shelf()];
      const [one, other] = [await open(shelf, others), await open(theirs, others)];
      await one.upsert([product('own')]);
      await one.settled();
      await other.upsert([product('a'), product('b')]);
      await other.remove(['b']);
      let written = 0;
      shelf.beforeUpsert = (products) => void (written += products.length);
      expect(await one.follow()).toBe(1);
      expect([...shelf.products.keys()]).toEqual(['own', 'a']);
      await other.settled();
      await one.follow();
      expect(shelf.vectors.get('a')).toEqual(theirs.vectors.get('a'));
      expect(await one.follow()).toBe(0);
      expect(written).toBe(1);
      expect([...shelf.vectors.keys()].sort()).toEqual(['a', 'own']);

      await other.remove(['a']);
      await one.follow();
      expect([...shelf.products.keys()]).toEqual(['own']);
    });

    it('keeps no position beyond what it has followed, so that a snapshot lacks nothing', async () => {
      const [shelf, theirs] = [new Shelf(), new Shelf()];
      const [one, other] = [await open(shelf, others), await open(theirs, others)];
      await other.upsert([product('a', 'theirs')]);
      await other.settled();
      await one.upsert([product('own')]);
      const position = await one.position();
      const restarted = new Indexer({
        ...{ storage, retriever: shelf as unknown as Retriever, mapping, others },
        encoder: new LengthEncoder(),
      });
      await restarted.catchUp(shelf.lastVersion(), position);
      expect([...shelf.products.keys()].sort()).toEqual(['a', 'own']);
      expect(shelf.vectors.get('a')?.vector).toEqual(Float32Array.of('theirs'.length));
    });

    it('brings over a write of its own that was stored and could not be searched', async () => {
      const shelf = new Shelf();
      const indexer = await open(shelf, others);
      shelf.beforeUpsert = () => Promise.reject(new Error('refused'));
      await expect(indexer.upsert([product('a')])).rejects.toThrow('refused');
      shelf.beforeUpsert = () => undefined;
      expect(await indexer.follow()).toBe(1);
      expect([...shelf.products.keys()]).toEqual(['a']);
    });

    it('does not bring over what it is just writing', async () => {
      const shelf = new Shelf();
      const indexer = await open(shelf, others);
      let goOn = (): void => undefined;
      shelf.beforeUpsert = () => new Promise((resolve) => (goOn = resolve));
      const writing = indexer.upsert([product('a')]);
      while ((await storage.products.count()) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      expect(await indexer.follow()).toBe(0);
      goOn();
      await writing;
    });
  });

  describe('others that share its retriever', () => {
    const others = { shareRetriever: true };

    it('leaves to them what they do, and does it where they died before they could', async () => {
      const shelf = new Shelf();
      const [one, other] = [await open(shelf, others), await open(shelf, others)];
      await other.upsert([product('done')]);
      await other.settled();
      await storage.products.upsert([product('stored by a process that died')]);
      let written = 0;
      shelf.beforeUpsert = (products) => void (written += products.length);
      expect(await one.follow()).toBe(0);
      expect(await one.follow()).toBe(1);
      expect(written).toBe(1);
      expect([...shelf.products.keys()]).toEqual(['done', 'stored by a process that died']);
      expect(shelf.vectors.has('done')).toBe(true);
    });

    it('keeps no position that a write of a process that died lies below', async () => {
      const shelf = new Shelf();
      const one = await open(shelf, others);
      await one.upsert([product('before')]);
      await storage.products.upsert([product('stored by a process that died')]);
      await one.upsert([product('after')]);
      const restarted = await open(shelf, others);
      await restarted.catchUp(shelf.lastVersion(), await one.position());
      expect(shelf.products.has('stored by a process that died')).toBe(true);
    });
  });
});

function product(id: string, title = id): Product {
  return { id, title, text: {}, category: [], attributes: {} };
}
