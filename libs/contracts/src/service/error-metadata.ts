import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { Metadata } from '@grpc/grpc-js';

import { statusTable } from '../status.js';
import type { ToldError } from './fit-trailers.js';

/**
 * What is told of an error beside its code and text (https://google.aip.dev/193), in `grpc-status-details-bin`: wrong
 * fields as a `google.rpc.BadRequest`, when to ask again as a `google.rpc.RetryInfo`, the latter also as
 * `grpc-retry-pushback-ms`, which gRPC's own retries read.
 */
export function errorMetadata(error: ToldError): Metadata {
  const metadata = new Metadata();
  const { violations, retryAfterMs } = error;
  const details: Detail[] = [];
  if (violations.length > 0) details.push(badRequest(error));
  if (retryAfterMs !== undefined) {
    details.push(retryInfo(retryAfterMs));
    metadata.set('grpc-retry-pushback-ms', String(Math.ceil(retryAfterMs)));
  }
  if (details.length > 0) metadata.set('grpc-status-details-bin', Buffer.from(statusOf(error, details)));
  return metadata;
}

interface Detail {
  readonly type: string;
  readonly value: Uint8Array;
}

/** As a `google.rpc.BadRequest`: field_violations = 1, each with field = 1 and description = 2. */
function badRequest({ violations }: ToldError): Detail {
  const writer = new BinaryWriter();
  for (const { field, description } of violations) {
    writer.uint32(10).fork().uint32(10).string(field).uint32(18).string(description).join();
  }
  return { type: 'google.rpc.BadRequest', value: writer.finish() };
}

/** As a `google.rpc.RetryInfo`: retry_delay = 1, a `google.protobuf.Duration` with seconds = 1 and nanos = 2. */
function retryInfo(retryAfterMs: number): Detail {
  const ms = Math.ceil(retryAfterMs);
  const writer = new BinaryWriter().uint32(10).fork();
  writer.uint32(8).int64(Math.floor(ms / 1000));
  writer
    .uint32(16)
    .int32((ms % 1000) * 1_000_000)
    .join();
  return { type: 'google.rpc.RetryInfo', value: writer.finish() };
}

/** `google.rpc.Status`: code = 1, message = 2, details = 3, each a `google.protobuf.Any`: type_url = 1, value = 2. */
function statusOf({ code, message }: ToldError, details: readonly Detail[]): Uint8Array {
  const writer = new BinaryWriter().uint32(8).int32(statusTable[code].grpc).uint32(18).string(message);
  for (const { type, value } of details) {
    writer.uint32(26).fork().uint32(10).string(`type.googleapis.com/${type}`).uint32(18).bytes(value).join();
  }
  return writer.finish();
}
