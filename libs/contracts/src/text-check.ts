import { BinaryReader } from '@bufbuild/protobuf/wire';
import { invalidArgument } from './api-error.js';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const faults = new WeakMap<object, readonly { readonly field: string; readonly description: string }[]>();

/**
 * Decodes a request and remembers what is wrong with its bytes, instead of failing: gRPC would answer INTERNAL, and
 * protobuf libraries replace invalid UTF-8 without a word. `refuseFaults` then names the field to the caller.
 */
export function decodeChecked<Message extends object>(
  bytes: Uint8Array,
  decode: (input: BinaryReader) => Message,
): Message {
  const invalid = new Set<string>();
  const reader = new BinaryReader(bytes, (text) => {
    try {
      return strict.decode(text);
    } catch {
      const shown = lenient.decode(text);
      invalid.add(shown);
      return shown;
    }
  });
  let message: Message;
  try {
    message = decode(reader);
  } catch (error) {
    message = decode(new BinaryReader(new Uint8Array()));
    faults.set(message, [
      {
        field: '',
        description: `the request is not a message of the API: ${error instanceof Error ? error.message : String(error)}`,
      },
    ]);
    return message;
  }
  if (invalid.size > 0) {
    faults.set(
      message,
      [...fieldsWith(invalid, message, '')].map((field) => ({ field, description: 'the text is not valid UTF-8' })),
    );
  }
  return message;
}

/** @throws ApiError INVALID_ARGUMENT if the bytes of this request were faulty */
export function refuseFaults(message: object): void {
  const found = faults.get(message);
  if (found !== undefined) throw invalidArgument(found);
}

function* fieldsWith(texts: ReadonlySet<string>, value: unknown, path: string): Generator<string> {
  if (typeof value === 'string' && texts.has(value)) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const field = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (texts.has(key)) yield field;
    yield* fieldsWith(texts, child, field);
  }
}
