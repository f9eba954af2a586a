import { hash } from 'node:crypto';
import type { IdHash } from '../../embedded/event-ids.js';
import type { StoredExposure } from '../../stored-event.js';

/** Id of an event's documents: 128 bits of the SHA-256 of its own id, base64url. */
export function eventDocumentId(eventId: string): string {
  return hash('sha256', eventId, 'buffer').subarray(0, 16).toString('base64url');
}

/** Id of an exposure's document: 64 bits of the SHA-256 of all that it says, so that repeating it writes nothing. */
export function exposureDocumentId(exposure: StoredExposure): string {
  const { experiment, phase, variant, unit, at, reached, failed = false, attributes = null } = exposure;
  const said = JSON.stringify([experiment, phase, variant, unit, Math.floor(at), reached, failed, attributes]);
  return hash('sha256', said, 'buffer').subarray(0, 8).toString('base64url');
}

/** The first 64 bits of a document's id, which an event's share with `hashId` of its own. */
export function hashOfDocument(documentId: string): IdHash {
  const bytes = Buffer.from(documentId, 'base64url');
  return { low: bytes.readUInt32LE(0), high: bytes.readUInt32LE(4) };
}

/** The id of an exposure's document by its hash. */
export function exposureDocumentIdOf({ low, high }: IdHash): string {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(low, 0);
  bytes.writeUInt32LE(high, 4);
  return bytes.toString('base64url');
}
