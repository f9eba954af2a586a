import { type DescEnum, type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { type BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { delimited, joined, jsonValue, nested, struct, type Wire, written } from './wire.js';

/** Deeper messages are empty. */
const deepest = 4;

/** What something in the shop, or in a computer, is called: texts that get further than random ones. */
const words = [
  ...['drill', 'cordless drill', 'p1', 'p2', 'brand', 'price', 'title', 'color', 'category', 'rating', 'red', 'Altair'],
  ...['ranker@1', 'ranker', 'toy-encoder@1', 'toy-cross-encoder@1', 'toy-cross-encoder', '1', 'champion', 'nothing@1'],
  ...['click', 'purchase', 'impression', 'EUR', 'en', 'main', 'test-1', 'a', 'control', 'ctr', 'shopper_id', 'draft'],
  ...['2026-01-01', '2026-01-01T00:00:00Z', '^(a+)+$', '[', '(', '1e999', 'NaN', '-1', '*', '%00', 'null', '{}', '[]'],
];
const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        '',
        ' ',
        '\u0000',
        '\uFEFF',
        '\u202Eabc',
        'نص',
        '👩‍👩‍👧‍👦',
        'İ',
        'ß',
        'a\u0301'.repeat(40),
        '__proto__',
        'constructor',
      ],
      ...[
        'toString',
        '../../etc/passwd',
        "' OR 1=1 --",
        '<script>',
        '${jndi:x}',
        '\r\nx: y',
        'x'.repeat(600),
        'é'.repeat(9000),
      ],
    ),
  },
);
/** Not UTF-8: a lone surrogate, a byte that cannot be, a character that is cut off. */
const notText = fc.constantFrom(...['eda080', 'ff', 'f09f98'].map((hex) => Buffer.from(hex, 'hex')));
const doubles = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, 2, 10, 100, NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 2 ** 53, 1.5),
  fc.double(),
);
const ints = fc.oneof(
  fc.constantFrom(0, 1, -1, 2, 10, 24, 1000, 2 ** 31 - 1, -(2 ** 31)),
  fc.integer({ min: -100, max: 10_000 }),
);
const bigInts = fc.oneof(
  ints.map(BigInt),
  fc.constantFrom(2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n), 1_760_000_000_000n),
);

type Write = (writer: BinaryWriter) => unknown;

/** One request of this type as bytes: mostly in the shape of the schema, with values at the edges of what it allows; now and then not a message at all. */
export function arbitraryMessage(message: DescMessage): fc.Arbitrary<Wire> {
  const whole = new Messages().of(message, 0);
  return fc.oneof(
    { weight: 12, arbitrary: whole },
    {
      weight: 1,
      arbitrary: fc.tuple(whole, fc.nat(200)).map(([{ shown, bytes }, cut]) => ({
        shown: { cut, of: shown },
        bytes: bytes.subarray(0, Math.max(0, bytes.length - cut)),
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 60 })
        .map((bytes) => ({ shown: Buffer.from(bytes).toString('hex'), bytes })),
    },
  );
}

class Messages {
  private readonly known = new Map<string, fc.Arbitrary<Wire>>();

  of(message: DescMessage, depth: number): fc.Arbitrary<Wire> {
    const key = `${message.typeName} ${depth}`;
    const found = this.known.get(key) ?? this.make(message, depth);
    this.known.set(key, found);
    return found;
  }

  private make(message: DescMessage, depth: number): fc.Arbitrary<Wire> {
    if (message.typeName === 'google.protobuf.Struct') return structs;
    if (message.typeName === 'google.protobuf.Value') return values;
    if (depth > deepest) return fc.constant({ shown: {}, bytes: new Uint8Array() });
    // All members of a oneof may come: the last one counts.
    const fields = message.fields.map((field) =>
      fc.option(this.field(field, depth), { freq: 2, nil: undefined }).map((part) => [field.name, part] as const),
    );
    return fc.tuple(fc.tuple(...fields), fc.option(unknownField, { freq: 12, nil: undefined })).map(([parts, more]) => {
      const given = parts.flatMap(([name, part]) => (part === undefined ? [] : [[name, part] as const]));
      const shown = Object.fromEntries(given.map(([name, part]) => [name, part.shown]));
      return joined([...given.map(([, part]) => part), ...(more === undefined ? [] : [more])], shown);
    });
  }

  private field(field: DescField, depth: number): fc.Arbitrary<Wire> {
    const { number } = field;
    if (field.fieldKind === 'list')
      return fc
        .oneof(
          { weight: 9, arbitrary: fc.array(this.item(field, depth), { maxLength: 3 }) },
          // Of one kind, as generating so many different ones takes long.
          {
            weight: 1,
            arbitrary: this.item(field, depth).map((item) =>
              new Array<Wire>(item.bytes.length < 1000 ? 1200 : 1).fill(item),
            ),
          },
        )
        .map((items) => ({
          ...joined(items),
          shown:
            items.length > 3
              ? `${items.length} of ${JSON.stringify(items[0]?.shown)}`
              : items.map(({ shown }) => shown),
        }));
    if (field.fieldKind === 'map') {
      const keys = texts.map((text) => written(text, (writer) => writer.tag(1, WireType.LengthDelimited).string(text)));
      const entry = fc.tuple(keys, this.single({ ...part(field), number: 2 }, depth));
      return fc
        .array(entry, { maxLength: 3 })
        .map((entries) => joined(entries.map(([key, value]) => delimited(number, joined([key, value])))));
    }
    return this.single({ ...part(field), number }, depth);
  }

  private item(field: DescField & { readonly fieldKind: 'list' }, depth: number): fc.Arbitrary<Wire> {
    return this.single({ ...part(field), number: field.number }, depth);
  }

  private single({ number, scalar, message, enumeration }: Single, depth: number): fc.Arbitrary<Wire> {
    if (message !== undefined) return this.of(message, depth + 1).map((inner) => delimited(number, inner));
    if (enumeration !== undefined)
      return fc
        .constantFrom(...enumeration.values.map((value) => value.number), 99, -1)
        .map((value) => written(value, (writer) => writer.tag(number, WireType.Varint).int32(value)));
    return scalars(number, scalar ?? ScalarType.STRING);
  }
}

interface Single {
  readonly number: number;
  readonly scalar?: ScalarType | undefined;
  readonly message?: DescMessage | undefined;
  readonly enumeration?: DescEnum | undefined;
}

/** What a field holds, or each item of a list, or each value of a map. */
function part(field: DescField): Omit<Single, 'number'> {
  return { scalar: field.scalar, message: field.message, enumeration: field.enum };
}

function scalars(number: number, type: ScalarType): fc.Arbitrary<Wire> {
  const as = <T>(values: fc.Arbitrary<T>, wire: WireType, write: (value: T) => Write): fc.Arbitrary<Wire> =>
    values.map((value) =>
      written(typeof value === 'bigint' ? String(value) : value, (writer) => {
        writer.tag(number, wire);
        write(value)(writer);
      }),
    );
  switch (type) {
    case ScalarType.STRING:
      return fc.oneof(
        { weight: 20, arbitrary: as(texts, WireType.LengthDelimited, (value) => (writer) => writer.string(value)) },
        { weight: 1, arbitrary: as(notText, WireType.LengthDelimited, (value) => (writer) => writer.bytes(value)) },
      );
    case ScalarType.BYTES:
      return as(fc.uint8Array({ maxLength: 64 }), WireType.LengthDelimited, (value) => (writer) => writer.bytes(value));
    case ScalarType.BOOL:
      return as(fc.boolean(), WireType.Varint, (value) => (writer) => writer.bool(value));
    case ScalarType.DOUBLE:
      return as(doubles, WireType.Bit64, (value) => (writer) => writer.double(value));
    case ScalarType.FLOAT:
      return as(
        fc.oneof(fc.constantFrom(NaN, Infinity, 0, 1), fc.float()),
        WireType.Bit32,
        (value) => (writer) => writer.float(value),
      );
    case ScalarType.INT64:
    case ScalarType.UINT64:
      return as(bigInts, WireType.Varint, (value) => (writer) => writer.int64(value));
    default:
      return as(ints, WireType.Varint, (value) => (writer) => writer.int32(value));
  }
}

const json = fc.oneof(
  { weight: 2, arbitrary: fc.oneof(texts, doubles, fc.boolean(), fc.constant(null)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);
const deep = fc.tuple(fc.constantFrom(20, 90, 150, 5000), fc.constantFrom('list' as const, 'struct' as const));
const values: fc.Arbitrary<Wire> = fc.oneof(
  { weight: 9, arbitrary: json.map(jsonValue) },
  { weight: 1, arbitrary: deep.map(([levels, kind]) => nested(levels, kind)) },
);
const structs: fc.Arbitrary<Wire> = fc.oneof(
  { weight: 9, arbitrary: fc.dictionary(texts, json, { maxKeys: 4 }).map(struct) },
  {
    weight: 1,
    arbitrary: deep.map(([levels, kind]) => {
      const name = written('a', (writer) => writer.tag(1, WireType.LengthDelimited).string('a'));
      const inner = nested(levels, kind);
      return { ...delimited(1, joined([name, delimited(2, inner)])), shown: inner.shown };
    }),
  },
);
const unknownField: fc.Arbitrary<Wire> = fc.constantFrom(
  written('field 19999', (writer) => writer.tag(19_999, WireType.Varint).int32(7)),
  written('field 1000', (writer) => writer.tag(1000, WireType.LengthDelimited).string('x')),
  // An integer where text should be, and a group, which proto3 has not.
  written('field 1 as a number', (writer) => writer.tag(1, WireType.Varint).int32(7)),
  written('a group', (writer) => writer.tag(2, WireType.StartGroup)),
);
