import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { status } from '@grpc/grpc-js';
import { ApiError, invalidArgument } from '../api-error.js';
import { serviceError } from './service-error.js';

const log = { error: jest.fn() };

describe('serviceError', () => {
  beforeEach(() => log.error.mockClear());

  it('tells every wrong field as google.rpc.BadRequest', () => {
    const error = serviceError(invalidArgument([{ field: 'page_size', description: 'must be a whole number' }]), log);
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(error.details).toBe('page_size: must be a whole number');
    const details = fields(error.metadata.get('grpc-status-details-bin')[0] as Buffer);
    const any = fields(details.get(3)!);
    expect(any.get(1)!.toString()).toBe('type.googleapis.com/google.rpc.BadRequest');
    const violation = fields(fields(any.get(2)!).get(1)!);
    expect([violation.get(1)!.toString(), violation.get(2)!.toString()]).toEqual([
      'page_size',
      'must be a whole number',
    ]);
  });

  it('tells when to ask again as google.rpc.RetryInfo and as gRPC reads it itself', () => {
    const busy = Object.assign(new Error('busy'), { code: 'RESOURCE_EXHAUSTED', violations: [], retryAfterMs: 2250.2 });
    const { metadata } = serviceError(busy, log);
    expect(metadata.get('grpc-retry-pushback-ms')).toEqual(['2251']);
    const any = fields(fields(metadata.get('grpc-status-details-bin')[0] as Buffer).get(3)!);
    expect(any.get(1)!.toString()).toBe('type.googleapis.com/google.rpc.RetryInfo');
    const duration = new BinaryReader(fields(any.get(2)!).get(1)!);
    expect([duration.uint32(), Number(duration.int64()), duration.uint32(), duration.int32()]).toEqual([
      8, 2, 16, 251_000_000,
    ]);
  });

  it('stays within the trailers that clients take, however much is wrong and in whichever script', () => {
    for (const character of ['x', 'é', '👩', '\uD800', ' ']) {
      const long = character.repeat(20_000);
      const violations = Array.from({ length: 1200 }, (_, index) => ({
        field: `filters[${index}]`,
        description: long,
      }));
      const { details, metadata } = serviceError(invalidArgument(violations), log);
      const bytes = encodeURI(details).length + (metadata.get('grpc-status-details-bin')[0] as Buffer).length * (4 / 3);
      expect(bytes).toBeLessThan(8000);
      expect(details).toContain('filters[0]');
    }
  });

  it('maps an error of a library by its code', () => {
    const error = Object.assign(new Error('busy'), { code: 'RESOURCE_EXHAUSTED', violations: [] });
    expect(serviceError(error, log)).toMatchObject({ code: status.RESOURCE_EXHAUSTED, details: 'busy' });
  });

  it('keeps the text of a fault of its own inside, and logs it', () => {
    const error = serviceError(Object.assign(new Error('password is hunter2'), { code: 'ENOENT' }), log);
    expect(error.code).toBe(status.INTERNAL);
    expect(error.details).not.toContain('hunter2');
    expect(log.error).toHaveBeenCalledWith('password is hunter2', expect.any(String));
  });

  it('does not log what the caller did wrong', () => {
    serviceError(new ApiError('NOT_FOUND', 'no such product'), log);
    expect(log.error).not.toHaveBeenCalled();
  });
});

/** Length-delimited fields of a message by number. */
function fields(bytes: Uint8Array): Map<number, Buffer> {
  const reader = new BinaryReader(bytes);
  const found = new Map<number, Buffer>();
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    if (type === WireType.LengthDelimited) found.set(number, Buffer.from(reader.bytes()));
    else reader.skip(type);
  }
  return found;
}
