import { ProductTable } from '../embedded/product-table.js';
import type { IndexedState } from '../retriever.js';

/** Fetches states by id, in order; undefined where there is none. */
export type FetchStates = (ids: readonly string[]) => Promise<readonly (IndexedState | undefined)[]>;

/**
 * States of products that were candidates lately. Who asks knows versions, so that one is fetched again only when it has
 * changed. They are kept in columns: a thousand old objects, read field by field, miss the processor's caches each time,
 * which takes longer than to make them anew.
 */
export class KnownStates {
  private table: ProductTable | undefined;
  /** Where each product stands in the table, in the order in which they came. */
  private readonly slots = new Map<string, number>();
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** In the order of `ids`; undefined where there is none. What is not known in its version is fetched; without versions, all is. */
  async get(
    ids: readonly string[],
    versions: readonly number[] | undefined,
    fetch: FetchStates,
  ): Promise<readonly (IndexedState | undefined)[]> {
    const missing: number[] = [];
    const found = ids.map((id, index) => {
      const known = versions && this.known(id, versions[index]!);
      if (known === undefined) missing.push(index);
      return known;
    });
    if (missing.length === 0) return found;
    const fetched = await fetch(missing.map((index) => ids[index]!));
    missing.forEach((index, at) => {
      const state = fetched[at];
      found[index] = state;
      // In its own version: the process that was asked may be behind the one that told.
      if (state !== undefined) this.keep(ids[index]!, state);
    });
    return found;
  }

  /** States of another schema have other fields. */
  clear(): void {
    this.table = undefined;
    this.slots.clear();
    this.bytes = 0;
  }

  private known(id: string, version: number): IndexedState | undefined {
    const slot = this.slots.get(id);
    if (slot === undefined || this.table?.versions[slot] !== version) return undefined;
    return this.table.state(slot);
  }

  private keep(id: string, state: IndexedState): void {
    if (this.table?.fieldCount !== state.ends.length) this.clear();
    const table = (this.table ??= new ProductTable(state.ends.length));
    this.forget(id, table);
    const slot = table.add({ ...state, id }, state.version, { ...state, values: none });
    this.slots.set(id, slot);
    this.bytes += bytesOf(table, slot);
    for (const oldest of this.slots.keys()) {
      if (this.bytes <= this.maxBytes || oldest === id) return;
      this.forget(oldest, table);
    }
  }

  private forget(id: string, table: ProductTable): void {
    const slot = this.slots.get(id);
    if (slot === undefined) return;
    this.bytes -= bytesOf(table, slot);
    this.slots.delete(id);
    table.recycle([slot]);
  }
}

const none = new Uint32Array(0);

function bytesOf(table: ProductTable, slot: number): number {
  return overhead + 4 * table.wordCount(slot);
}

/** Of a product beside its words: columns, id and place, bytes. */
const overhead = 250;
