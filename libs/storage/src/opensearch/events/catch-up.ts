import type { Client } from '@opensearch-project/opensearch';
import { askedPatiently } from '@weir/opensearch';
import { asBigInt } from '../../embedded/event-ids.js';
import { hashOfDocument } from './document-id.js';
import { type EventDocument, toStoredEvent } from './event-document.js';
import { type ExposureDocument, toStoredExposure } from './exposure-document.js';
import type { FollowedIndex } from './followed-index.js';
import { type IndexHead, readHeads } from './index-heads.js';
import type { IndexKind, IndexNames } from './index-names.js';
import { readPages, type WrittenDocument } from './read-pages.js';
import type { CopiedRows, Replica } from './replica.js';
import { hashesOf, type Tombstone } from './tombstone.js';

const kinds: readonly IndexKind[] = ['events', 'queries', 'exposures', 'forgotten'];

/** Indices that are copied side by side, which have their small writes share a commit. */
const atOnce = 3;

/**
 * Copies what was written since the last time: all that was acknowledged before the call is in the replica after it.
 *
 * Writes of a shard are numbered in order, but a lower number may become visible after a higher one. So the position that
 * the next time goes on from is the checkpoint that was read before the index was refreshed: no write up to it is missing.
 */
export async function catchUp(client: Client, names: IndexNames, replica: Replica): Promise<void> {
  const heads = await readHeads(client, names, kinds);
  await dropGone(replica, heads);
  const behind = heads.filter((head) => !isLevel(replica.of(head.index, head.uuid), head));
  if (behind.length === 0) return;
  const index = behind.map((head) => head.index);
  await askedPatiently('making new events visible', () => client.indices.refresh({ index }));
  const copying = behind.map((head) => ({ head, kind: names.parse(head.index)!.kind, replica }));
  const isForgotten = ({ kind }: Copying): boolean => kind === 'forgotten';
  // First what is not to be copied.
  await copyAll(client, copying.filter(isForgotten));
  await copyAll(
    client,
    copying.filter((each) => !isForgotten(each)),
  );
}

async function copyAll(client: Client, copying: readonly Copying[]): Promise<void> {
  const next = copying.values();
  const copied = await Promise.allSettled(
    Array.from({ length: atOnce }, async () => {
      for (const each of next) await copy(client, each);
    }),
  );
  // When none of them is under way any more: two at the same index would copy it twice.
  for (const each of copied) if (each.status === 'rejected') throw each.reason;
}

function isLevel({ position, ahead }: FollowedIndex, { last }: IndexHead): boolean {
  return position === last && ahead.length === 0;
}

/** An index that was deleted, or made anew under its name, takes its rows with it. What was forgotten stays so. */
async function dropGone(replica: Replica, heads: readonly IndexHead[]): Promise<void> {
  const uuids = new Map(heads.map(({ index, uuid }) => [index, uuid]));
  for (const followed of [...replica.followed()]) {
    if (uuids.get(followed.index) !== followed.uuid) await replica.drop(followed);
  }
}

interface Copying {
  readonly head: IndexHead;
  readonly kind: IndexKind;
  readonly replica: Replica;
}

async function copy(client: Client, { head, kind, replica }: Copying): Promise<void> {
  const { index, uuid, checkpoint } = head;
  const known = replica.of(index, uuid);
  // Copied before, and not found again yet.
  const before = new Set(known.ahead);
  const ahead: bigint[] = [];
  for await (const { documents, isLast } of readPages(client, index, known.position)) {
    const news: WrittenDocument[] = [];
    for (const document of documents) {
      const hash = asBigInt(hashOfDocument(document._id));
      if (!before.delete(hash)) news.push(document);
      if (document.sort[0] > checkpoint) ahead.push(hash);
    }
    const reached = isLast ? checkpoint : Math.min(checkpoint, documents.at(-1)!.sort[0]);
    const position = Math.max(known.position, reached);
    const vanished = isLast ? [...before] : [];
    const left = isLast ? ahead : [...ahead, ...before];
    await replica.write({ ...known, position, ahead: left }, { ...rowsOf(kind, news), vanished });
  }
}

function rowsOf(kind: IndexKind, documents: readonly WrittenDocument[]): CopiedRows {
  switch (kind) {
    case 'events':
    case 'queries':
      return {
        events: documents.flatMap(({ _id, _source }) => {
          const event = toStoredEvent(_source as Partial<EventDocument>);
          return event === undefined ? [] : [[hashOfDocument(_id), event] as const];
        }),
      };
    case 'exposures':
      return {
        exposures: documents.map(({ _id, _source }) => [
          hashOfDocument(_id),
          toStoredExposure(_source as ExposureDocument),
        ]),
      };
    case 'forgotten':
      return { forgotten: documents.flatMap(({ _source }) => hashesOf(_source as Tombstone)) };
  }
}
