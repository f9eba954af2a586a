/**
 * Groups what a stream has ready: a batch is handed on as soon as nothing more is there at once, so that a slow sender
 * does not wait for a full one and a fast one shares commits. The stream is read at most one item ahead of a full batch.
 */
export async function* batches<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<readonly T[]> {
  const source = items[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<T>> | undefined;
  try {
    for (;;) {
      const first = await (next ?? source.next());
      next = undefined;
      if (first.done === true) return;
      const batch = [first.value];
      while (batch.length < most) {
        next = source.next();
        const found = await Promise.race([next, soon()]);
        if (found === undefined || found.done === true) break;
        batch.push(found.value);
        next = undefined;
      }
      yield batch;
    }
  } finally {
    // A failure to read that nobody waits for any more is not one.
    next?.catch(() => undefined);
    await source.return?.();
  }
}

/** After what has already arrived has been handed out. */
function soon(): Promise<undefined> {
  return new Promise((resolve) => {
    setImmediate(() => {
      resolve(undefined);
    });
  });
}
