import type { Indexer } from '@weir/indexing';

/** Has the index follow what other processes write to the storage, until it is closed. */
export function followStorage(
  indexer: Pick<Indexer, 'follow'>,
  everyMs: number,
  onFault: (error: unknown) => void,
): { close(): Promise<void> } {
  let following: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    // A slow storage must not make them pile up.
    following ??= indexer
      .follow()
      .catch(onFault)
      .finally(() => {
        following = undefined;
      });
  }, everyMs).unref();
  return {
    close: async () => {
      clearInterval(timer);
      await following;
    },
  };
}
