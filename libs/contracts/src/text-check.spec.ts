import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { ApiError } from './api-error.js';
import { UpsertRequest } from './generated/weir/v1/catalog.js';
import { SearchRequest } from './generated/weir/v1/search.js';
import { decodeChecked, refuseFaults } from './text-check.js';

const invalid = Uint8Array.of(0x64, 0xff, 0x72);

function violationsOf(message: object): ApiError['violations'] {
  try {
    refuseFaults(message);
    return [];
  } catch (error) {
    if (error instanceof ApiError) return error.violations;
    throw error;
  }
}

describe('decodeChecked', () => {
  it('names the field that is not valid UTF-8', () => {
    const bytes = new BinaryWriter().uint32(10).bytes(invalid).finish();
    const request = decodeChecked(bytes, (input) => SearchRequest.decode(input));
    expect(violationsOf(request)).toEqual([{ field: 'query', description: 'the text is not valid UTF-8' }]);
  });

  it('names a field deep inside', () => {
    const product = (id: Uint8Array): Uint8Array => new BinaryWriter().uint32(10).bytes(id).finish();
    const bytes = new BinaryWriter()
      .uint32(10)
      .bytes(product(Uint8Array.of(0x61)))
      .uint32(10)
      .bytes(product(invalid))
      .finish();
    const request = decodeChecked(bytes, (input) => UpsertRequest.decode(input));
    expect(violationsOf(request).map(({ field }) => field)).toEqual(['products[1].id']);
  });

  it('takes text that holds a replacement character of its own, and a byte order mark', () => {
    const request = decodeChecked(
      SearchRequest.encode(SearchRequest.fromPartial({ query: '\ufeffcaf\ufffd' })).finish(),
      (input) => SearchRequest.decode(input),
    );
    expect(request.query).toBe('\ufeffcaf\ufffd');
    expect(violationsOf(request)).toEqual([]);
  });

  it('refuses bytes that are no message, without failing while it decodes', () => {
    const request = decodeChecked(Uint8Array.of(0x0a, 0x7f, 0x01), (input) => SearchRequest.decode(input));
    expect(violationsOf(request)).toHaveLength(1);
  });
});
