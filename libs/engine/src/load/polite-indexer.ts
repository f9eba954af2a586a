import type { Admission, Pass } from '@weir/admission';
import type { Indexer } from '@weir/indexing';

type Writes = Pick<Indexer, 'upsert' | 'patch' | 'remove' | 'vectorsPending'>;

const nothing: Pass = { waitedMs: 0, release: () => undefined };

/**
 * Writes that wait for a moment in which shoppers leave room: as batch work they come to their turn after two seconds at
 * the latest. They are never refused: who writes is to be told of what is wrong with the write alone.
 */
export function politeIndexer(indexer: Indexer, admission: Admission | undefined): Writes {
  if (admission === undefined) return indexer;
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const pass = await admission
      .admit({ priority: 'batch', remainingMs: Infinity, neededMs: 0 })
      .catch((): Pass => nothing);
    try {
      return await work();
    } finally {
      pass.release();
    }
  };
  return {
    upsert: (products) => inTurn(() => indexer.upsert(products)),
    patch: (patches) => inTurn(() => indexer.patch(patches)),
    remove: (ids) => inTurn(() => indexer.remove(ids)),
    vectorsPending: () => indexer.vectorsPending(),
  };
}
