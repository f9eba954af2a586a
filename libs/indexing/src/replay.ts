import type { Retriever } from '@weir/retrieval';
import type { ProductChange, ProductStore, ProductVector } from '@weir/storage';

/** How far a retriever has seen the storage. */
export interface IndexPosition {
  /** It has every write up to this version. */
  readonly version: number;
  /** And every vector kept up to this position. */
  readonly vectors: number;
}

/** Other processes that write to the same storage. */
export interface OtherWriters {
  /** Whether they write to the same retriever too, or each has one of its own. */
  readonly shareRetriever: boolean;
}

interface Parts {
  readonly products: ProductStore;
  readonly retriever: Retriever;
  /** As the storage names it; undefined where there are no vectors. */
  readonly encoder: string | undefined;
  readonly others: OtherWriters | undefined;
}

/** Brings what is stored to the retriever, and knows how far it has come. */
export class Replay {
  private at: IndexPosition = { version: 0, vectors: 0 };

  constructor(private readonly parts: Parts) {}

  /** Everything up to here is in the retriever. */
  position(): IndexPosition {
    return this.at;
  }

  /** Replays all that is stored after a position. Resolves with the number of changes. */
  async catchUp(from: IndexPosition, onProgress?: (replayed: number) => void): Promise<number> {
    // Products come with what was kept until now.
    const vectors = await this.parts.products.lastVectorPosition();
    this.at = from;
    const replayed = await this.bringProducts(Infinity, onProgress);
    if (from.version > 0) await this.bringVectors(from.vectors, from.version);
    this.at = { version: this.at.version, vectors };
    return replayed;
  }

  /** Brings over what other processes wrote, up to a version. Resolves with the number of changes that were not there. */
  async follow(until: number): Promise<number> {
    const { products, others } = this.parts;
    const last = await products.lastVersion();
    const brought = Math.min(last, until) > this.at.version ? await this.bringProducts(until) : 0;
    // Who shares the retriever gives it a vector before the storage has it.
    if (others?.shareRetriever === false && (await products.lastVectorPosition()) > this.at.vectors) {
      await this.bringVectors(this.at.vectors, Infinity);
    }
    return brought;
  }

  private async bringProducts(until: number, onProgress?: (replayed: number) => void): Promise<number> {
    const { products, encoder } = this.parts;
    let seen = 0;
    let brought = 0;
    for await (const page of products.changes(this.at.version, encoder)) {
      const due = page.filter(({ version }) => version <= until);
      brought += await this.bring(due);
      seen += due.length;
      onProgress?.(seen);
      if (due.length > 0) this.at = { ...this.at, version: due.at(-1)!.version };
      if (due.length < page.length) break;
    }
    return this.parts.others === undefined ? seen : brought;
  }

  private async bring(page: readonly ProductChange[]): Promise<number> {
    const { retriever, others } = this.parts;
    if (others === undefined) {
      await this.write(page);
      return page.length;
    }
    const versions = await retriever.versions(page.map((change) => idOf(change)));
    const lacks = (change: ProductChange, at: number): boolean =>
      versions[at]! < change.version && (change.kind === 'upsert' || versions[at]! > 0);
    const lacking = page.filter(lacks);
    await this.write(lacking);
    if (!others.shareRetriever)
      await this.setVectors(page.filter((change, at) => !lacks(change, at)).flatMap(vectorOf));
    return lacking.length;
  }

  private async write(page: readonly ProductChange[]): Promise<void> {
    const { retriever } = this.parts;
    // The page is in version order and names each id once, so upserts and deletions cannot cross.
    const upserts = page.filter((change) => change.kind === 'upsert');
    const deletions = page.filter((change) => change.kind === 'delete');
    if (deletions.length > 0) await retriever.remove(deletions);
    if (upserts.length === 0) return;
    await retriever.upsert(
      upserts.map(({ product, version, vector }) =>
        vector === undefined || vector.encoder !== this.parts.encoder
          ? { product, version }
          : { product, version, vector: vector.values },
      ),
    );
  }

  /** Of products up to a version. */
  private async bringVectors(after: number, untilVersion: number): Promise<void> {
    for await (const { position, vectors } of this.parts.products.vectorChanges(after)) {
      await this.setVectors(vectors.filter(({ version }) => version <= untilVersion));
      this.at = { ...this.at, vectors: position };
    }
  }

  private async setVectors(vectors: readonly ProductVector[]): Promise<void> {
    const { encoder, retriever } = this.parts;
    const ours = vectors.filter(({ vector }) => vector.encoder === encoder);
    if (ours.length === 0) return;
    await retriever.setVectors(ours.map(({ id, version, vector }) => ({ id, version, vector: vector.values })));
  }
}

function idOf(change: ProductChange): string {
  return change.kind === 'upsert' ? change.product.id : change.id;
}

function vectorOf(change: ProductChange): ProductVector[] {
  if (change.kind === 'delete' || change.vector === undefined) return [];
  return [{ id: change.product.id, version: change.version, vector: change.vector }];
}
