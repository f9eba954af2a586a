import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where the next page begins, and in which list. */
export interface PagePosition {
  /** Key of the ordered list in the cache. */
  readonly list: string;
  /** Fingerprint of the request that made it. */
  readonly request: string;
  /** Version of the catalogue that the list was computed from. */
  readonly catalogue: string;
  /** Index in the list of the page's first candidate. */
  readonly index: number;
  /** Products shown on the pages before: fewer than `index` where some were deleted in between. */
  readonly shown: number;
}

const macBytes = 16;

/** An opaque token: base64url of the position and a truncated HMAC-SHA-256 of it. */
export function writePageToken(position: PagePosition, secret: Uint8Array): string {
  const payload = Buffer.from(
    JSON.stringify([position.list, position.request, position.catalogue, position.index, position.shown]),
  );
  return Buffer.concat([mac(payload, secret), payload]).toString('base64url');
}

/** The position, or undefined for a token that was not written with this secret. */
export function readPageToken(token: string, secret: Uint8Array): PagePosition | undefined {
  const bytes = Buffer.from(token, 'base64url');
  // Decoding skips what is not base64url: only the exact text that was given out is taken.
  if (bytes.length <= macBytes || bytes.toString('base64url') !== token) return undefined;
  const payload = bytes.subarray(macBytes);
  if (!timingSafeEqual(bytes.subarray(0, macBytes), mac(payload, secret))) return undefined;
  const [list, request, catalogue, index, shown] = JSON.parse(payload.toString('utf8')) as [
    string,
    string,
    string,
    number,
    number,
  ];
  return { list, request, catalogue, index, shown };
}

function mac(payload: Uint8Array, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(payload).digest().subarray(0, macBytes);
}
