import { setImmediate } from 'node:timers/promises';
import type { IndexSchema } from '@weir/catalogue';
import type { Token } from '@weir/text';
import { analyzeProduct, stateOf } from '../product-state.js';
import type { IndexedProduct, PatchedProduct } from '../retriever.js';
import { Dictionary } from '../words/dictionary.js';
import { FormOrder } from '../words/form-order.js';
import { mergeSegments } from './merge.js';
import { maxFrequency, MutablePostings, packPosting, segmentList } from './postings.js';
import type { PostingList, Segment } from './postings.js';
import { ProductTable } from './product-table.js';

import { ValueDictionary } from './values.js';
import { Vectors } from './vectors.js';

/**
 * All that is known of the products, in memory: columns by slot, postings by term. Writes go to a small mutable part
 * and are visible at once; sealed parts are merged in the background, a slice at a time.
 */
export class ProductIndex {
  readonly dictionary = new Dictionary();
  readonly order = new FormOrder(this.dictionary);
  readonly values = new ValueDictionary();
  readonly vectors = new Vectors();
  readonly table: ProductTable;
  readonly slots = new Map<string, number>();
  /** Sum of field lengths over live products. */
  readonly lengthSums: Float64Array;
  segments: readonly Segment[] = [];
  lastVersion = 0;
  private mutable = new MutablePostings();
  private readonly removed = new Map<string, number>();
  private maintenance: Promise<void> | undefined;
  private held = 0;

  /** @param sealedEntries - postings of the mutable part at which it is sealed. */
  constructor(
    readonly schema: IndexSchema,
    private readonly sealedEntries = 1 << 17,
  ) {
    this.table = new ProductTable(schema.fields.length);
    this.lengthSums = new Float64Array(schema.fields.length);
  }

  get documents(): number {
    return this.slots.size;
  }

  /** Mean field lengths in tokens. */
  averages(): Float64Array {
    return this.lengthSums.map((sum) => (this.documents === 0 ? 0 : sum / this.documents));
  }

  upsert({ product, version, vector }: IndexedProduct): void {
    this.lastVersion = Math.max(this.lastVersion, version);
    if (version < this.versionOf(product.id)) return;
    if (vector !== undefined) this.vectors.check(vector);
    this.drop(product.id);
    this.removed.delete(product.id);
    const fields = analyzeProduct(product, this.schema);
    const state = stateOf(product, fields);
    const slot = this.table.add(product, version, { ...state, values: this.values.valuesOf(product) });
    this.slots.set(product.id, slot);
    state.ends.forEach((_, field) => {
      this.lengthSums[field]! += this.table.lengths[slot * this.table.stride + field]!;
    });
    if (vector === undefined) this.vectors.clear(slot);
    else this.vectors.set(slot, vector);
    this.post(slot, fields);
  }

  /** Takes a product's numbers; false where neither its version `before` nor a newer one than `version` is there. */
  patch({ product, version, before }: PatchedProduct): boolean {
    const known = this.versionOf(product.id);
    if (known >= version) return true;
    const slot = this.slots.get(product.id);
    if (slot === undefined || known !== before) return false;
    this.lastVersion = Math.max(this.lastVersion, version);
    this.table.patch(slot, product, version);
    return true;
  }

  remove(id: string, version: number): void {
    this.lastVersion = Math.max(this.lastVersion, version);
    if (version < this.versionOf(id)) return;
    this.drop(id);
    this.removed.delete(id);
    this.removed.set(id, version);
    if (this.removed.size > rememberedRemovals) this.removed.delete(this.removed.keys().next().value!);
  }

  /** Products that were removed, as far back as is remembered. */
  removals(): readonly (readonly [id: string, version: number])[] {
    return [...this.removed];
  }

  /** Takes a vector only for the version of the product that it was made of. */
  setVector(id: string, version: number, vector: Float32Array): void {
    const slot = this.slots.get(id);
    if (slot !== undefined && this.table.versions[slot] === version) this.vectors.set(slot, vector);
  }

  /** Postings of a term, in all parts. */
  lists(ordinal: number): PostingList[] {
    const lists: PostingList[] = [];
    for (const segment of this.segments) {
      const list = segmentList(segment, ordinal);
      if (list !== undefined) lists.push(list);
    }
    const newest = this.mutable.list(ordinal);
    if (newest !== undefined) lists.push(newest);
    return lists;
  }

  /**
   * Starts what is due in the background and gives it a turn, since a writer in a loop would starve it; waits for it
   * when so much is due that searches would feel it.
   */
  async maintain(): Promise<void> {
    if (this.maintenance === undefined) {
      const job = this.nextJob();
      if (job === undefined) return;
      this.maintenance = this.work(job).finally(() => (this.maintenance = undefined));
    }
    if (this.segments.length > crowded && this.held === 0) await this.maintenance;
    else await setImmediate();
  }

  /** Resolves when nothing is due any more. */
  async settled(): Promise<void> {
    while (this.maintenance !== undefined) await this.maintenance;
  }

  /** Packs what was written last, so that all postings lie in segments. */
  seal(): void {
    if (this.mutable.products === 0) return;
    this.segments = [...this.segments, this.mutable.seal()];
    this.mutable = new MutablePostings();
  }

  /** Runs with segments that do not change and slots that are not given away; writes go on. */
  async holding<T>(run: () => Promise<T>): Promise<T> {
    this.held += 1;
    try {
      await this.settled();
      return await run();
    } finally {
      this.held -= 1;
    }
  }

  /** Makes the products of a filled table findable, all their postings lying in one segment. Only for an empty index. */
  adopt(segment: Segment, removals: readonly (readonly [id: string, version: number])[], lastVersion: number): void {
    const { table, lengthSums } = this;
    table.ids.forEach((id, slot) => {
      this.slots.set(id, slot);
      for (let field = 0; field < lengthSums.length; field += 1)
        lengthSums[field]! += table.lengths[slot * table.stride + field]!;
    });
    for (const [id, version] of removals) this.removed.set(id, version);
    this.segments = [segment];
    this.lastVersion = lastVersion;
  }

  private versionOf(id: string): number {
    const slot = this.slots.get(id);
    return slot === undefined ? (this.removed.get(id) ?? -Infinity) : this.table.versions[slot]!;
  }

  private drop(id: string): void {
    const slot = this.slots.get(id);
    if (slot === undefined) return;
    this.slots.delete(id);
    this.table.kill(slot);
    this.vectors.clear(slot);
    const { tokens, ends } = this.table.state(slot);
    ends.forEach((end, field) => {
      this.lengthSums[field]! -= end - (ends[field - 1] ?? 0);
    });
    for (const hash of new Set(tokens)) this.dictionary.frequencies[this.dictionary.find(hash)]! -= 1;
  }

  /** Appends the postings of a product: its terms in order, a term's fields in order. */
  private post(slot: number, fields: readonly (readonly Token[])[]): void {
    const { dictionary, mutable, table } = this;
    mutable.begin(slot);
    const keys = new Float64Array(fields.reduce((total, { length }) => total + length, 0));
    let filled = 0;
    fields.forEach((tokens, field) => {
      const kept = table.lengths[slot * table.stride + field]!;
      for (let at = 0; at < kept; at += 1) keys[filled++] = dictionary.intern(tokens[at]!) * 32 + field;
    });
    const sorted = keys.subarray(0, filled).sort();
    let term = -1;
    for (let at = 0; at < filled;) {
      const key = sorted[at]!;
      let end = at + 1;
      while (sorted[end] === key) end += 1;
      const ordinal = Math.floor(key / 32);
      if (ordinal !== term) dictionary.frequencies[ordinal]! += 1;
      term = ordinal;
      mutable.add(ordinal, packPosting(slot, key % 32, Math.min(end - at, maxFrequency)));
      at = end;
    }
    if (mutable.size >= this.sealedEntries) this.seal();
  }

  private async work(first: Generator<undefined, void>): Promise<void> {
    for (let job: typeof first | undefined = first; job !== undefined; job = this.nextJob()) await sliced(job);
  }

  private nextJob(): Generator<undefined, void> | undefined {
    if (this.held > 0) return undefined;
    const tier = crowdedTier(this.segments, this.sealedEntries);
    if (tier !== undefined) return this.mergeTier(tier);
    if (this.order.stale()) return this.order.sort();
    const sparse = this.table.words.sparseBlock();
    return sparse === undefined ? undefined : this.emptyBlock(sparse);
  }

  /** Moves what is left in a block of the word store, so that writes over writes do not fill the memory. */
  private *emptyBlock({ from, to }: { readonly from: number; readonly to: number }): Generator<undefined, void> {
    const { table } = this;
    for (let slot = 0; slot < table.size; slot += 1) {
      const address = table.addresses[slot]!;
      if (table.live[slot] === 1 && address >= from && address < to) table.moveWords(slot);
      if (slot % 1024 === 1023) yield;
    }
  }

  private *mergeTier(tier: readonly Segment[]): Generator<undefined, void> {
    const dropped = new Uint8Array(this.table.size);
    const dead: number[] = [];
    for (const { slots } of tier) {
      for (const slot of slots) {
        if (this.table.live[slot] === 1) continue;
        dropped[slot] = 1;
        dead.push(slot);
      }
      yield;
    }
    const merged = yield* mergeSegments(tier, dropped);
    this.segments = [merged, ...this.segments.filter((segment) => !tier.includes(segment))];
    this.table.recycle(dead);
  }
}

/** Segments of about one size that are merged into one. */
const tierSegments = 8;
/** Segments beyond which writers wait for merging. */
const crowded = 48;
const rememberedRemovals = 65_536;
const sliceMs = 4;

/** The segments of a size class that has grown too many. */
function crowdedTier(segments: readonly Segment[], sealedEntries: number): readonly Segment[] | undefined {
  const tiers = new Map<number, Segment[]>();
  for (const segment of segments) {
    const tier = Math.max(0, Math.floor(Math.log(segment.entries.length / sealedEntries + 1) / Math.log(tierSegments)));
    const members = tiers.get(tier) ?? [];
    members.push(segment);
    tiers.set(tier, members);
    if (members.length >= tierSegments) return members;
  }
  return undefined;
}

/** Runs a job to its end, leaving the event loop to others every few milliseconds. */
async function sliced(job: Generator<undefined, void>): Promise<void> {
  for (;;) {
    const start = performance.now();
    do {
      if (job.next().done === true) return;
    } while (performance.now() - start < sliceMs);
    await setImmediate();
  }
}
