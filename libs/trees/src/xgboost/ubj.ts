import { TreeModelError } from '../errors.js';

/** A value decoded from UBJSON; numeric arrays become plain arrays. */
export type UbjValue = null | boolean | number | string | UbjValue[] | { [key: string]: UbjValue };

/** Deeper than any model; stops a hostile file before the stack ends. */
const DEEPEST = 64;

/**
 * Decodes Universal Binary JSON, draft 12 (ubjson.org): the part that XGBoost writes, which is everything but
 * high-precision numbers.
 *
 * @throws TreeModelError when the bytes end early or hold an unknown marker.
 */
export function decodeUbj(bytes: Uint8Array): UbjValue {
  const reader = new Reader(bytes);
  return reader.value(reader.marker(), 0);
}

class Reader {
  private readonly view: DataView;
  private readonly utf8 = new TextDecoder();
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  marker(): string {
    return String.fromCharCode(this.view.getUint8(this.take(1)));
  }

  value(marker: string, depth: number): UbjValue {
    if (depth > DEEPEST) throw malformed(`is nested deeper than ${DEEPEST} levels`);
    switch (marker) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case 'S':
        return this.string();
      case 'C':
        return this.marker();
      case 'Z':
        return null;
      case 'T':
        return true;
      case 'F':
        return false;
      default:
        return this.number(marker);
    }
  }

  private number(marker: string): number {
    switch (marker) {
      case 'i':
        return this.view.getInt8(this.take(1));
      case 'U':
        return this.view.getUint8(this.take(1));
      case 'I':
        return this.view.getInt16(this.take(2));
      case 'l':
        return this.view.getInt32(this.take(4));
      case 'L':
        return Number(this.view.getBigInt64(this.take(8)));
      case 'd':
        return this.view.getFloat32(this.take(4));
      case 'D':
        return this.view.getFloat64(this.take(8));
      default:
        throw malformed(`has the unknown marker ${JSON.stringify(marker)} at byte ${this.at - 1}`);
    }
  }

  private object(depth: number): UbjValue {
    const entries: [string, UbjValue][] = [];
    const { type, count } = this.container();
    while (count === undefined ? this.peek() !== '}' : entries.length < count) {
      const key = this.string();
      entries.push([key, this.value(type ?? this.marker(), depth + 1)]);
    }
    if (count === undefined) this.take(1);
    return Object.fromEntries(entries);
  }

  private array(depth: number): UbjValue[] {
    const values: UbjValue[] = [];
    const { type, count } = this.container();
    while (count === undefined ? this.peek() !== ']' : values.length < count) {
      values.push(this.value(type ?? this.marker(), depth + 1));
    }
    if (count === undefined) this.take(1);
    return values;
  }

  /** The optional `$type` and `#count` of a container. */
  private container(): { type?: string; count?: number } {
    let type: string | undefined;
    if (this.peek() === '$') {
      this.take(1);
      type = this.marker();
      if (this.peek() !== '#') throw malformed('has a typed container without a count');
    }
    if (this.peek() !== '#') return {};
    this.take(1);
    const count = this.length();
    // Markers without a payload (Z, T, F) would let a few bytes ask for any amount of memory.
    if (type !== undefined && 'ZTFN'.includes(type)) throw malformed(`has a container of ${type}`);
    if (count > this.bytes.length - this.at) throw malformed('ends inside a container');
    return type === undefined ? { count } : { type, count };
  }

  private string(): string {
    const length = this.length();
    const from = this.take(length);
    return this.utf8.decode(this.bytes.subarray(from, from + length));
  }

  private length(): number {
    const length = this.number(this.marker());
    if (!Number.isSafeInteger(length) || length < 0) throw malformed(`has the length ${length}`);
    return length;
  }

  private peek(): string {
    const from = this.take(1);
    this.at = from;
    return String.fromCharCode(this.bytes[from]!);
  }

  private take(count: number): number {
    const from = this.at;
    if (from + count > this.bytes.length) throw malformed('ends early');
    this.at = from + count;
    return from;
  }
}

function malformed(what: string): TreeModelError {
  return new TreeModelError(
    'malformed',
    `The XGBoost UBJ model ${what}. The file is damaged or cut short: save it again with Booster.save_model.`,
  );
}
