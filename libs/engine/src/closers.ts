/** What was opened, to be closed in the opposite order, once. */
export class Closers {
  private readonly closers: (() => unknown)[] = [];

  /** Closed before everything that was added before it. */
  add(close: () => unknown): void {
    this.closers.push(close);
  }

  /** Closes all; where some cannot be closed, the others are, and it rejects with the first error. */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (let close = this.closers.pop(); close !== undefined; close = this.closers.pop()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

/** What is opened by `open`, together with what closes it all. Where it cannot be opened, what was opened until then is closed. */
export async function opened<T>(open: (closers: Closers) => Promise<T>): Promise<T & { close(): Promise<void> }> {
  const closers = new Closers();
  try {
    return { ...(await open(closers)), close: () => closers.close() };
  } catch (error) {
    // The error of opening is the one to tell.
    await closers.close().catch(() => undefined);
    throw error;
  }
}
