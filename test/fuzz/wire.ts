import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A part of a message: its bytes, and what they mean for whoever reads a failure. */
export interface Wire {
  readonly shown: unknown;
  readonly bytes: Uint8Array;
}

export function written(shown: unknown, write: (writer: BinaryWriter) => unknown): Wire {
  const writer = new BinaryWriter();
  write(writer);
  return { shown, bytes: writer.finish() };
}

/** A field whose value has a length: text, bytes, a message, packed numbers. */
export function delimited(field: number, { shown, bytes }: Wire): Wire {
  return written(shown, (writer) => writer.tag(field, WireType.LengthDelimited).bytes(bytes));
}

export function joined(parts: readonly Wire[], shown: unknown = parts.map((part) => part.shown)): Wire {
  return { shown, bytes: Buffer.concat(parts.map(({ bytes }) => bytes)) };
}

/** `google.protobuf.Struct`: fields = 1 (key = 1, value = 2). */
export function struct(value: Readonly<Record<string, unknown>>): Wire {
  const fields = Object.entries(value).map(([key, child]) =>
    delimited(
      1,
      joined([
        written(key, (writer) => writer.tag(1, WireType.LengthDelimited).string(key)),
        delimited(2, jsonValue(child)),
      ]),
    ),
  );
  return joined(fields, value);
}

/** `google.protobuf.Value`: null = 1, number = 2, text = 3, bool = 4, struct = 5, list = 6 (values = 1). */
export function jsonValue(value: unknown): Wire {
  return written(value, (writer) => {
    if (typeof value === 'number') writer.tag(2, WireType.Bit64).double(value);
    else if (typeof value === 'string') writer.tag(3, WireType.LengthDelimited).string(value);
    else if (typeof value === 'boolean') writer.tag(4, WireType.Varint).bool(value);
    else if (Array.isArray(value))
      writer.tag(6, WireType.LengthDelimited).bytes(joined(value.map((child) => delimited(1, jsonValue(child)))).bytes);
    else if (typeof value === 'object' && value !== null)
      writer.tag(5, WireType.LengthDelimited).bytes(struct(value as Readonly<Record<string, unknown>>).bytes);
    else writer.tag(1, WireType.Varint).int32(0);
  });
}

/** Lists in lists, or objects in objects, this deep. */
export function nested(levels: number, kind: 'list' | 'struct'): Wire {
  let bytes = jsonValue(1).bytes;
  for (let level = 0; level < levels; level++) {
    const inside: Wire = { shown: null, bytes };
    const name = written('a', (writer) => writer.tag(1, WireType.LengthDelimited).string('a'));
    bytes =
      kind === 'list'
        ? delimited(6, delimited(1, inside)).bytes
        : delimited(5, delimited(1, joined([name, delimited(2, inside)]))).bytes;
  }
  return { shown: `${kind} in ${kind}, ${levels} deep`, bytes };
}
