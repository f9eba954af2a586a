import { RowError } from '@weir/catalogue';
import { ApiError, type Call, type Rejection, type UpsertResponse } from '@weir/contracts';
import { StorageError } from '@weir/storage';
import { batches } from './batches.js';

/** How the messages of a stream are read and written. */
export interface StreamWrites<Message, Item> {
  /** @throws RowError naming every field that cannot be used */
  readonly read: (message: Message) => Item;
  /** Resolves with the versions written, in order; undefined where there is no product of the id. */
  readonly write: (items: readonly Item[]) => Promise<readonly (number | undefined)[]>;
}

/** The messages of one stream, so that its summary fits into one message. */
const longestStream = 100_000;
const mostRejections = 1000;
/** Products written together: enough to share one commit, few enough to be quick. */
export const batchSize = 256;

/** Writes a stream of products or of changes, read only as fast as it is written. What is refused does not stop the others. */
export async function writeStream<Message extends { readonly id: string }, Item>(
  messages: AsyncIterable<Message>,
  writes: StreamWrites<Message, Item>,
  call: Call,
): Promise<UpsertResponse> {
  const summary = new Summary();
  for await (const batch of batches(messages, batchSize)) {
    const taken = summary.versions.length;
    if (call.signal.aborted) throw new ApiError('CANCELLED', `The caller left; ${taken} products were taken before.`);
    if (taken + batch.length > longestStream) {
      throw new ApiError(
        'RESOURCE_EXHAUSTED',
        `A stream may hold ${longestStream} products; the first ${taken} were taken. Send the rest in another.`,
      );
    }
    await writeBatch(batch, writes, summary);
  }
  return summary.message();
}

async function writeBatch<Message extends { readonly id: string }, Item>(
  batch: readonly Message[],
  { read, write }: StreamWrites<Message, Item>,
  summary: Summary,
): Promise<void> {
  const good: { readonly item: Item; readonly id: string; readonly index: number }[] = [];
  for (const message of batch) {
    const { id } = message;
    const index = summary.versions.push(0) - 1;
    try {
      good.push({ item: read(message), id, index });
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      const violations = error.faults.map(({ field, problem }) => ({ field, description: problem }));
      summary.reject({ index, id, violations });
    }
  }
  if (good.length === 0) return;
  const versions = await stored(write(good.map(({ item }) => item)));
  good.forEach(({ id, index }, at) => {
    const version = versions[at];
    if (version === undefined) summary.reject({ index, id, violations: [unknownId] });
    else summary.accept(index, version);
  });
}

const unknownId = { field: 'id', description: 'is not in the catalogue: write the whole product first' };

/** A storage that fails is not the caller's fault, and what it says is not for callers. */
export async function stored<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    throw new ApiError(
      'UNAVAILABLE',
      'The storage could not be written, so this batch is not acknowledged: try again.',
      [],
      { cause },
    );
  }
}

class Summary {
  readonly versions: number[] = [];
  private accepted = 0;
  private rejected = 0;
  private readonly rejections: Rejection[] = [];

  accept(index: number, version: number): void {
    this.versions[index] = version;
    this.accepted++;
  }

  reject(rejection: Rejection): void {
    this.rejected++;
    if (this.rejections.length < mostRejections) this.rejections.push(rejection);
  }

  message(): UpsertResponse {
    const rejections = this.rejections.sort((one, other) => one.index - other.index);
    return { accepted: this.accepted, rejected: this.rejected, versions: this.versions, rejections };
  }
}
