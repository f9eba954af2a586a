import { ApiError } from '@weir/contracts';
import type { RecordStore, StoredRecord } from '@weir/storage';

/** A record to change, and who does it. */
export interface Change<Value> {
  readonly collection: string;
  readonly key: string;
  readonly who: string;
  /** ms since 1970. */
  readonly at: number;
  readonly action: string;
  /** What follows from what is there; undefined leaves it. Called again where somebody else wrote meanwhile. */
  readonly to: (current: StoredRecord | undefined) => Value | undefined;
}

/** More writers of one record at once than this, again and again, are no people. */
const mostTries = 20;

/** Changes a record whatever others change of it meanwhile. The record as it is then; undefined where there is none. */
export async function changeRecord<Value>(
  records: RecordStore,
  { collection, key, who, at, action, to }: Change<Value>,
): Promise<StoredRecord | undefined> {
  let current = await records.get(collection, key);
  for (let tries = 0; tries < mostTries; tries++) {
    const value = to(current);
    if (value === undefined) return current;
    const note = { who, at, action, reason: '' };
    const result = await records.put({ collection, key, expected: current?.version ?? 0, value, note });
    if (result.kind === 'written') return result.record;
    current = result.current;
  }
  throw new ApiError('ABORTED', `${key} is being changed by others all the time: try again.`);
}
