import type { Product } from '@weir/catalogue';
import { numericFields, numericKeys } from '../numeric-fields.js';
import type { NumericField } from '../numeric-fields.js';
import { grown } from '../grow.js';
import type { IndexedState } from '../retriever.js';
import { maxSlots } from './postings.js';
import { blockWords, WordStore } from './word-store.js';

/** What the columns have of a product by itself: its id and its numbers. */
export type NumberedProduct = Pick<Product, 'id' | (typeof numericKeys)[number]>;

/** What a product keeps in the table beside them. */
export interface ProductWords {
  /** Hashed tokens, one field behind the other, and where each ends. */
  readonly tokens: Uint32Array;
  readonly ends: readonly number[];
  readonly brand: number;
  /** Hashed category levels. */
  readonly category: Uint32Array;
  /** Ordinals of filterable values. */
  readonly values: Uint32Array;
}

/** Columns of a snapshot; `numbers`, `versions` and `brands` a slot, `lengths` `stride` a slot. */
export interface AdoptedColumns {
  readonly ids: readonly string[];
  readonly versions: Float64Array;
  readonly brands: Uint32Array;
  readonly lengths: Uint16Array;
  readonly numbers: Readonly<Record<NumericField, Float64Array>>;
  readonly words: Uint32Array;
}

/** Columns of all products by slot. A slot is a product's place until it is replaced or removed. */
export class ProductTable {
  readonly ids: string[] = [];
  /** 1 where the slot's product can be found. */
  live: Uint8Array = new Uint8Array(256);
  versions: Float64Array = new Float64Array(256);
  brands: Uint32Array = new Uint32Array(256);
  /** Where the words of the slot begin: fields, category, values. */
  addresses: Float64Array = new Float64Array(256);
  /** Lengths of those lists, `stride` a slot. */
  lengths: Uint16Array;
  readonly numbers: Record<NumericField, Float64Array>;
  readonly words = new WordStore();
  /** Fields, category, values. */
  readonly stride: number;
  /** Slots ever given out. */
  size = 0;
  private readonly free: number[] = [];

  constructor(readonly fieldCount: number) {
    this.stride = fieldCount + 2;
    this.lengths = new Uint16Array(256 * this.stride);
    this.numbers = Object.fromEntries(numericFields.map((field) => [field, new Float64Array(256)])) as Record<
      NumericField,
      Float64Array
    >;
  }

  /** Writes a product into a fresh slot. @throws RangeError when the table is full. */
  add(product: NumberedProduct, version: number, words: ProductWords): number {
    const slot = this.free.pop() ?? this.size;
    if (slot >= maxSlots) throw new RangeError(`the embedded index holds at most ${maxSlots} products: use OpenSearch`);
    this.reserve(slot + 1);
    const fields = words.ends.map((end, field) => words.tokens.subarray(words.ends[field - 1] ?? 0, end));
    const lists = [...fields, words.category, words.values].map((list) => list.subarray(0, longestList));
    const joined = new Uint32Array(lists.reduce((total, { length }) => total + length, 0));
    let at = 0;
    lists.forEach((list, index) => {
      joined.set(list, at);
      at += list.length;
      this.lengths[slot * this.stride + index] = list.length;
    });
    this.addresses[slot] = this.words.append(joined);
    this.ids[slot] = product.id;
    this.brands[slot] = words.brand;
    this.patch(slot, product, version);
    this.size = Math.max(this.size, slot + 1);
    this.live[slot] = 1;
    return slot;
  }

  /** The numbers of a product, whose words are those of the slot. */
  patch(slot: number, product: NumberedProduct, version: number): void {
    this.versions[slot] = version;
    numericFields.forEach((field, index) => {
      this.numbers[field][slot] = product[numericKeys[index]!] ?? NaN;
    });
  }

  /** The slot's product cannot be found any more; its words stay readable until the slot is recycled. */
  kill(slot: number): void {
    this.live[slot] = 0;
  }

  /** Gives dead slots that no posting names any more to later products. */
  recycle(slots: readonly number[]): void {
    for (const slot of slots) {
      this.ids[slot] = '';
      this.words.release(this.addresses[slot]!, this.wordCount(slot));
      this.free.push(slot);
    }
  }

  /** Appends the slot's words anew, so that the block where they were can go. */
  moveWords(slot: number): void {
    const address = this.addresses[slot]!;
    const count = this.wordCount(slot);
    this.addresses[slot] = this.words.append(this.words.read(address, count));
    this.words.release(address, count);
  }

  state(slot: number): IndexedState {
    const { stride, fieldCount, lengths, words } = this;
    const address = this.addresses[slot]!;
    const ends = new Array<number>(fieldCount);
    let end = 0;
    for (let field = 0; field < fieldCount; field += 1) {
      end += lengths[slot * stride + field]!;
      ends[field] = end;
    }
    const { price, stock, rating, rating_count: ratingCount, popularity, released } = this.numbers;
    return {
      tokens: words.read(address, end),
      ends,
      brand: this.brands[slot]!,
      category: words.read(address + end, lengths[slot * stride + fieldCount]!),
      price: price[slot]!,
      stock: stock[slot]!,
      rating: rating[slot]!,
      ratingCount: ratingCount[slot]!,
      popularity: popularity[slot]!,
      releasedAt: released[slot]!,
      version: this.versions[slot]!,
    };
  }

  /** Ordinals of the slot's filterable values. */
  values(slot: number): Uint32Array {
    const count = this.lengths[slot * this.stride + this.fieldCount + 1]!;
    return this.words.read(this.addresses[slot]! + this.wordCount(slot) - count, count);
  }

  wordCount(slot: number): number {
    let count = 0;
    for (let at = slot * this.stride; at < (slot + 1) * this.stride; at += 1) count += this.lengths[at]!;
    return count;
  }

  /** Takes over the columns of a snapshot, all of one length in slots, without a copy. Only for an empty table. */
  adopt(columns: AdoptedColumns): void {
    this.size = columns.ids.length;
    for (const id of columns.ids) this.ids.push(id);
    this.live = new Uint8Array(this.size).fill(1);
    this.versions = columns.versions;
    this.brands = columns.brands;
    this.lengths = columns.lengths;
    Object.assign(this.numbers, columns.numbers);
    this.words.adopt(columns.words);
    this.addresses = new Float64Array(this.size);
    let address = 0;
    for (let slot = 0; slot < this.size; slot += 1) {
      const count = this.wordCount(slot);
      // A product's words never straddle two blocks.
      if ((address % blockWords) + count > blockWords) address = Math.ceil(address / blockWords) * blockWords;
      this.addresses[slot] = address;
      address += count;
    }
  }

  /** Room for this many slots. */
  reserve(slots: number): void {
    if (slots <= this.live.length) return;
    this.live = grown(this.live, slots);
    const capacity = this.live.length;
    this.versions = grown(this.versions, capacity);
    this.brands = grown(this.brands, capacity);
    this.addresses = grown(this.addresses, capacity);
    this.lengths = grown(this.lengths, capacity * this.stride);
    for (const field of numericFields) this.numbers[field] = grown(this.numbers[field], capacity);
  }
}

/** Tokens of a field beyond this are not indexed. */
const longestList = 0xffff;
