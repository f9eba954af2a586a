import type { Client } from '@opensearch-project/opensearch';
import type { ProductDocument } from './document.js';
import { asked, OpenSearchError, reasonOf } from './error.js';
import { waitToRetry, type RetryOptions } from './retry.js';

/** One product to write or, without a document, to delete. */
export interface Write {
  readonly id: string;
  readonly version: number;
  readonly document?: ProductDocument;
}

/** `applied`; `absent`: a deletion of what was not there; `stale`: the index has a newer version. */
export type Outcome = 'applied' | 'absent' | 'stale';

export interface BulkOptions extends RetryOptions {
  /** Bytes of one request. @defaultValue 4 MiB */
  readonly batchBytes?: number;
  /** Requests under way at the same time; the next waits for one of them, however fast products come. @defaultValue 2 */
  readonly concurrency?: number;
}

/**
 * Writes products in batches by size. What a busy cluster refuses (429) and what an unreachable one does not answer is
 * tried again later; versions make that harmless. Resolves with an outcome each, in order.
 * @throws OpenSearchError when a write is refused for another reason, or the tries are used up
 */
export async function bulkWrite(
  client: Client,
  index: string,
  writes: readonly Write[],
  options: BulkOptions = {},
): Promise<readonly Outcome[]> {
  const outcomes = new Array<Outcome>(writes.length);
  const batches = inBatches(writes, options.batchBytes ?? 4 * 1024 * 1024);
  const send = async (): Promise<void> => {
    for (const batch of batches) await sendBatch(client, index, batch, { outcomes, options });
  };
  await Promise.all(Array.from({ length: options.concurrency ?? 2 }, send));
  return outcomes;
}

interface Line {
  /** Place in the list of writes. */
  readonly place: number;
  readonly id: string;
  readonly text: string;
}

/** Lazily, so that no more of the text is in memory than is under way. */
function* inBatches(writes: readonly Write[], batchBytes: number): Generator<readonly Line[], undefined> {
  let batch: Line[] = [];
  let bytes = 0;
  for (const [place, { id, version, document }] of writes.entries()) {
    const about = { _id: id, version, version_type: 'external_gte' };
    const text =
      document === undefined
        ? `${JSON.stringify({ delete: about })}\n`
        : `${JSON.stringify({ index: about })}\n${JSON.stringify(document)}\n`;
    if (batch.length > 0 && bytes + text.length > batchBytes) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ place, id, text });
    bytes += text.length;
  }
  if (batch.length > 0) yield batch;
}

async function sendBatch(
  client: Client,
  index: string,
  batch: readonly Line[],
  { outcomes, options }: { readonly outcomes: Outcome[]; readonly options: RetryOptions },
): Promise<void> {
  let left = batch;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await send(client, index, left);
    const busy: Line[] = [];
    left.forEach((line, at) => {
      const item = answer?.items[at];
      const outcome = item === undefined ? 'busy' : outcomeOf(line.id, Object.values(item)[0]!);
      if (outcome === 'busy') busy.push(line);
      else outcomes[line.place] = outcome;
    });
    if (busy.length === 0) return;
    left = busy;
    if (!(await waitToRetry(attempt, options))) {
      throw new OpenSearchError(
        'UNREACHABLE',
        `OpenSearch took ${batch.length - left.length} of ${batch.length} products and then no more: it is overloaded or gone; write them again later`,
      );
    }
  }
}

/** The answer; undefined where the whole request has to be sent again. */
async function send(client: Client, index: string, lines: readonly Line[]): Promise<BulkAnswer | undefined> {
  const body = lines.map(({ text }) => text).join('');
  try {
    return await asked<BulkAnswer>('writing products', client.bulk({ index, body: body as unknown as object[] }));
  } catch (error) {
    if (isPassing(error)) return undefined;
    throw error;
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof OpenSearchError)) return false;
  const { statusCode } = (error.cause ?? {}) as { readonly statusCode?: number };
  return error.code === 'UNREACHABLE' || (statusCode !== undefined && passing.has(statusCode));
}

const passing = new Set([429, 502, 503, 504]);

function outcomeOf(id: string, { status, error }: BulkItem): Outcome | 'busy' {
  if (status === 409) return 'stale';
  if (status === 404 && error === undefined) return 'absent';
  // An index that is being replaced takes no writes for a moment.
  if (passing.has(status) || error?.type === 'cluster_block_exception') return 'busy';
  if (error !== undefined) {
    throw new OpenSearchError('REFUSED', `OpenSearch refused the product "${id}": ${reasonOf({ error }) ?? status}`);
  }
  return 'applied';
}

interface BulkItem {
  readonly status: number;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

interface BulkAnswer {
  readonly items: readonly Readonly<Record<string, BulkItem>>[];
}
