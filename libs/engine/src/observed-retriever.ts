import type { Retriever } from '@weir/retrieval';

/** The same retriever; `onWrite` is called after each write that a search could see, before the write is acknowledged. */
export function observeWrites(retriever: Retriever, onWrite: () => void): Retriever {
  const observed = async <T>(write: Promise<T>): Promise<T> => {
    try {
      return await write;
    } finally {
      // Also where it failed: part of it may be visible.
      onWrite();
    }
  };
  return {
    get schema() {
      return retriever.schema;
    },
    filterable: () => retriever.filterable(),
    retrieve: (request) => retriever.retrieve(request),
    states: (ids) => retriever.states(ids),
    versions: (ids) => retriever.versions(ids),
    count: () => retriever.count(),
    upsert: (products) => observed(retriever.upsert(products)),
    patch: (products) => observed(retriever.patch(products)),
    setVectors: (vectors) => observed(retriever.setVectors(vectors)),
    remove: (products) => observed(retriever.remove(products)),
  };
}
