import type { Client } from '@opensearch-project/opensearch';
import { OpenSearchError } from '@weir/opensearch';
import { StorageError } from '../error.js';

/** The cluster as one opened storage uses it: what begins after `close` is refused, and errors are those of this layer. */
export class Cluster {
  private readonly underWay = new Set<Promise<unknown>>();
  private closed: Promise<void> | undefined;

  constructor(private readonly client: Client) {}

  /** @throws StorageError CLOSED, or UNAVAILABLE where the cluster does not answer or refuses */
  async use<T>(work: (client: Client) => Promise<T>): Promise<T> {
    if (this.closed !== undefined) throw new StorageError('CLOSED', 'The storage is closed.');
    const running = work(this.client);
    this.underWay.add(running);
    try {
      return await running;
    } catch (error) {
      throw toStorageError(error);
    } finally {
      this.underWay.delete(running);
    }
  }

  /** Finishes what has begun, then takes no more. */
  close(): Promise<void> {
    this.closed ??= Promise.allSettled(this.underWay).then(() => this.client.close());
    return this.closed;
  }
}

export function toStorageError(error: unknown): unknown {
  if (!(error instanceof OpenSearchError)) return error;
  return new StorageError('UNAVAILABLE', error.message, { cause: error });
}
