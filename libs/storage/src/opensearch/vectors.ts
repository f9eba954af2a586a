import { createHash } from 'node:crypto';
import type { Client } from '@opensearch-project/opensearch';
import { asked } from '@weir/opensearch';
import type { ProductVector } from '../product-store.js';
import type { Cluster } from './cluster.js';
import type { StorageIndices } from './definitions.js';
import { lastPosition } from './last-position.js';
import { type ProductSource, textVersion } from './product-source.js';
import { readDocuments } from './read-documents.js';
import { readLog, refresh, search } from './search.js';
import { writeDocuments } from './write-documents.js';

interface VectorSource {
  /** Its id. */
  readonly product: string;
  readonly encoder: string;
  /** See `textVersion`. */
  readonly text: number;
  /** See `valuesToText`. */
  readonly values: string;
}

/** Of a product now. */
interface Versions {
  readonly version: number;
  readonly text: number;
}

/**
 * Vectors as a log in an index of one shard: a document a product and encoder. One of a text that the product no longer
 * has counts for nothing.
 */
export class VectorLog {
  private readonly index: string;
  private readonly products: string;

  constructor(
    private readonly cluster: Cluster,
    indices: Pick<StorageIndices, 'products' | 'vectors'>,
  ) {
    this.index = indices.vectors.name;
    this.products = indices.products.name;
  }

  /** Keeps those whose product still has that version. */
  async keep(vectors: readonly ProductVector[]): Promise<void> {
    await this.cluster.use(async (client) => {
      const current = await this.versionsOf(
        client,
        vectors.map(({ id }) => id),
      );
      const writes = vectors.flatMap(({ id, version, vector: { encoder, values } }, at) => {
        if (current[at]?.version !== version) return [];
        const { text } = current[at];
        const source: VectorSource = { product: id, encoder, text, values: valuesToText(values) };
        // A vector of an older text that comes late does not take the place of a newer one.
        return [{ id: vectorId(id, encoder), source, condition: { version: text, version_type: 'external_gte' } }];
      });
      await writeDocuments(client, this.index, writes, 'the vector');
    });
  }

  /** Vectors by text, of one encoder or else those kept last; searches must see them, see `makeVisible`. */
  async of(
    texts: readonly number[],
    encoder?: string,
  ): Promise<ReadonlyMap<number, Pick<ProductVector, 'id' | 'vector'>>> {
    if (texts.length === 0) return new Map();
    const body = {
      size: texts.length,
      query: { bool: { filter: filtersOf(texts, encoder) } },
      collapse: { field: 'text' },
      sort: [{ _seq_no: 'desc' }],
    };
    const found = await this.cluster.use((client) => search<VectorSource>(client, this.index, body));
    return new Map(found.map(({ source }) => [source.text, toVector(source)]));
  }

  /** In order; undefined where a product has another version by now, or no vector of the encoder. */
  async made(
    products: readonly { readonly id: string; readonly version: number }[],
    encoder: string,
  ): Promise<readonly (Float32Array | undefined)[]> {
    const ids = products.map(({ id }) => id);
    const current = await this.cluster.use((client) => this.versionsOf(client, ids));
    const texts = products.map(({ version }, at) => (current[at]?.version === version ? current[at].text : undefined));
    await this.makeVisible();
    const wanted = [...new Set(texts.filter((text) => text !== undefined))];
    const found = await this.of(wanted, encoder);
    return texts.map((text) => (text === undefined ? undefined : found.get(text)?.vector.values));
  }

  /** Those of the texts that a vector of the encoder was made of. */
  async having(encoder: string, texts: readonly number[]): Promise<ReadonlySet<number>> {
    const fields = ['text'];
    const query = { bool: { filter: filtersOf(texts, encoder) } };
    const body = { size: texts.length, _source: fields, query };
    const found = await this.cluster.use((client) => search<VectorSource>(client, this.index, body));
    return new Set(found.map(({ source }) => source.text));
  }

  /** Encoders that have made a vector of these texts. */
  async encodersOf(texts: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
    const encoders = new Map<number, string[]>();
    const until = await this.lastPosition();
    for (let from = 0; from < texts.length; from += textsPerRead) {
      const filter = filtersOf(texts.slice(from, from + textsPerRead));
      const range = { after: 0, until, filter, fields: ['text', 'encoder'] };
      for await (const page of readLog<VectorSource>(this.cluster, this.index, range)) {
        for (const { source } of page)
          encoders.set(source.text, [...(encoders.get(source.text) ?? []), source.encoder]);
      }
    }
    return encoders;
  }

  async *changes(
    after: number,
  ): AsyncGenerator<{ position: number; vectors: readonly ProductVector[] }, void, undefined> {
    const until = await this.lastPosition();
    await this.makeVisible();
    for await (const page of readLog<VectorSource>(this.cluster, this.index, { after, until })) {
      const ids = page.map(({ source }) => source.product);
      const current = await this.cluster.use((client) => this.versionsOf(client, ids));
      const vectors = page.flatMap(({ source }, at) => {
        const versions = current[at];
        return versions?.text === source.text ? [{ ...toVector(source), version: versions.version }] : [];
      });
      yield { position: page.at(-1)!.position, vectors };
    }
  }

  lastPosition(): Promise<number> {
    return this.cluster.use((client) => lastPosition(client, this.index));
  }

  makeVisible(): Promise<void> {
    return this.cluster.use((client) => refresh(client, this.index));
  }

  /** Deletes the vectors that products had before a version. They count for nothing: what it misses only takes room. */
  async sweep(products: readonly string[], before: number): Promise<void> {
    const filter = [{ terms: { product: [...products] } }, { range: { text: { lt: before } } }];
    const request = { index: this.index, conflicts: 'proceed', body: { query: { bool: { filter } } } } as const;
    await this.cluster.use((client) => asked('deleting vectors', client.deleteByQuery(request)));
  }

  /** In order; undefined where there is no product. */
  private async versionsOf(client: Client, ids: readonly string[]): Promise<readonly (Versions | undefined)[]> {
    const fields = ['live', 'text'];
    const found = await readDocuments<ProductSource>(client, this.products, ids, fields);
    return found.map((document) => {
      if (document?.source.live !== true) return undefined;
      const version = document.sequence + 1;
      return { version, text: textVersion({ version, source: document.source }) };
    });
  }
}

/** OpenSearch takes no more values of a condition than 65,536. */
const textsPerRead = 10_000;

/** Both parts may be longer together than an id of OpenSearch. */
function vectorId(product: string, encoder: string): string {
  return createHash('sha256').update(`${encoder}\u0000${product}`).digest('base64url');
}

function filtersOf(texts: readonly number[], encoder?: string): object[] {
  const ofTexts = { terms: { text: [...texts] } };
  return encoder === undefined ? [ofTexts] : [ofTexts, { term: { encoder } }];
}

function toVector({ product, encoder, values }: VectorSource): Pick<ProductVector, 'id' | 'vector'> {
  return { id: product, vector: { encoder, values: valuesFromText(values) } };
}

/** 32-bit floats in little-endian order, base64. */
function valuesToText(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

/** The bytes are copied: a buffer's may lie at any offset. */
function valuesFromText(text: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
}
