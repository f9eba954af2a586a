import type { Client } from '@opensearch-project/opensearch';
import { asked, OpenSearchError, reasonOf } from './error.js';
import { isPassing, isPassingStatus } from './passing.js';
import { waitToRetry, type RetryOptions } from './retry.js';

/** One operation of the bulk API. */
export interface BulkOperation {
  /** What is told of where it is refused, e.g. the product's id. */
  readonly id: string;
  /** Its action, and its document where it has one, as lines of JSON that each end in a newline. */
  readonly text: string;
}

/** What OpenSearch answers for one operation. */
export interface BulkItem {
  readonly _index: string;
  readonly status: number;
  readonly _seq_no?: number;
  readonly _primary_term?: number;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

export interface BulkOptions extends RetryOptions {
  /** Index of operations that name none. */
  readonly index?: string;
  /** Things written, in errors, e.g. `products`. */
  readonly what: string;
  /** Bytes of one request. @defaultValue 4 MiB */
  readonly batchBytes?: number;
  /** Requests under way at the same time; the next waits for one of them. @defaultValue 2 */
  readonly concurrency?: number;
}

/**
 * Sends operations in batches by size. What a busy cluster refuses (429) and what an unreachable one does not answer is
 * sent again later, so operations must be harmless to repeat. Resolves with what `read` makes of each answer, in order.
 * With `concurrency` 1 they are applied in order, but for those that were sent again.
 * @param read makes the outcome of an answer that is no refusal for being busy; may throw
 * @throws OpenSearchError when the tries are used up
 */
export async function sendBulk<Outcome>(
  client: Client,
  operations: Iterable<BulkOperation>,
  read: (item: BulkItem, id: string) => Outcome,
  options: BulkOptions,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const batches = inBatches(operations, options.batchBytes ?? 4 * 1024 * 1024);
  const send = async (): Promise<void> => {
    for (const batch of batches) await sendBatch(client, batch, { read, outcomes, options });
  };
  await Promise.all(Array.from({ length: options.concurrency ?? 2 }, send));
  return outcomes;
}

/** The error to throw for an answer that is one. */
export function refusedOperation(what: string, { status, error }: BulkItem): OpenSearchError {
  return new OpenSearchError('REFUSED', `OpenSearch refused ${what}: ${reasonOf({ error }) ?? status}`);
}

interface Line extends BulkOperation {
  /** Place in the list of operations. */
  readonly place: number;
}

/** Lazily, so that no more of the text is in memory than is under way. */
function* inBatches(operations: Iterable<BulkOperation>, batchBytes: number): Generator<readonly Line[], undefined> {
  let batch: Line[] = [];
  let bytes = 0;
  let place = 0;
  for (const { id, text } of operations) {
    if (batch.length > 0 && bytes + text.length > batchBytes) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ place, id, text });
    bytes += text.length;
    place += 1;
  }
  if (batch.length > 0) yield batch;
}

interface Sending<Outcome> {
  readonly read: (item: BulkItem, id: string) => Outcome;
  readonly outcomes: Outcome[];
  readonly options: BulkOptions;
}

async function sendBatch<Outcome>(
  client: Client,
  batch: readonly Line[],
  { read, outcomes, options }: Sending<Outcome>,
): Promise<void> {
  let left = batch;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await send(client, left, options);
    const busy: Line[] = [];
    let reason: string | undefined;
    left.forEach((line, at) => {
      const item = answer?.items[at] && Object.values(answer.items[at])[0];
      if (item === undefined || isBusy(item)) {
        busy.push(line);
        reason = reasonOf(item) ?? reason;
      } else outcomes[line.place] = read(item, line.id);
    });
    if (busy.length === 0) return;
    left = busy;
    if (!(await waitToRetry(attempt, options))) {
      throw new OpenSearchError(
        'UNREACHABLE',
        `OpenSearch took ${batch.length - left.length} of ${batch.length} ${options.what} and then no more (${reason ?? 'no answer'}): it is overloaded or gone; write them again later`,
      );
    }
  }
}

/** The answer; undefined where the whole request has to be sent again. */
async function send(
  client: Client,
  lines: readonly Line[],
  { what, index }: BulkOptions,
): Promise<BulkAnswer | undefined> {
  const body = lines.map(({ text }) => text).join('') as unknown as object[];
  try {
    const request = { ...(index !== undefined && { index }), timeout: heldAtMost, body };
    return await asked(`writing ${what}`, client.bulk(request));
  } catch (error) {
    if (isPassing(error)) return undefined;
    throw error;
  }
}

/** How long a node may hold what no shard takes: less than a client waits, so that nothing is done that was given up. */
const heldAtMost = '30s';

/** An index that is being replaced takes no writes for a moment. */
function isBusy({ status, error }: BulkItem): boolean {
  return isPassingStatus(status) || error?.type === 'cluster_block_exception';
}

interface BulkAnswer {
  readonly items: readonly Readonly<Record<string, BulkItem>>[];
}
