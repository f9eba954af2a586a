import type { Client } from '@opensearch-project/opensearch';
import { asked, isIndexThere } from '@weir/opensearch';
import { assertLucene } from './assert-lucene.js';
import { mappingVersion, vectorProperty } from './mapping.js';
import type { IndexDefinition } from './mapping.js';

/** An index behind the alias. */
export interface VersionedIndex {
  readonly name: string;
  /** See `madeOfText`. */
  readonly madeOf: string | undefined;
  /** Width of its vectors; 0 before the first. */
  readonly dimensions: number;
  /** See `Checkpoint`. */
  readonly filledTo: number;
  /** What its mapping says of it. */
  readonly meta: IndexMeta;
}

interface IndexMeta {
  readonly made_of?: string;
  readonly fields?: readonly string[];
  readonly filled_to?: number;
}

/** The versioned indices behind one name: alias `shop` is at one of `shop-v000001`, `shop-v000002`, ... */
export class Indices {
  constructor(
    private readonly client: Client,
    readonly alias: string,
  ) {}

  /** The index that the alias is at; undefined if there is none. */
  async current(): Promise<VersionedIndex | undefined> {
    const { client, alias } = this;
    const exists = await asked<boolean>('looking for the index', client.indices.existsAlias({ name: alias }));
    if (!exists) return undefined;
    return this.read(alias);
  }

  /** The newest index of this make that was left before it was published; undefined if there is none. */
  async unpublished(madeOf: string): Promise<VersionedIndex | undefined> {
    const current = await this.current();
    const [newest] = [...(await this.names())].sort().reverse();
    if (newest === undefined || newest === current?.name) return undefined;
    const index = await this.read(newest);
    return index?.madeOf === madeOf ? index : undefined;
  }

  /**
   * Makes the next index from a template of this definition; nobody searches it until it is published.
   * @throws OpenSearchError UNSAFE_MAPPING
   */
  async create(definition: IndexDefinition): Promise<VersionedIndex> {
    const { client, alias } = this;
    assertLucene(definition.mappings);
    const last = Math.max(0, ...(await this.names()).map((name) => Number(name.slice(this.prefix.length))));
    const name = `${this.prefix}${String(last + 1).padStart(6, '0')}`;
    const template: object = { index_patterns: [`${this.prefix}*`], version: mappingVersion, template: definition };
    await asked('writing the template', client.indices.putIndexTemplate({ name: alias, body: template }));
    const meta = definition.mappings._meta;
    try {
      await asked('making the index', client.indices.create({ index: name, wait_for_active_shards: '1' }));
    } catch (error) {
      // Another process may have made it at the same moment: both fill it, which versions make harmless.
      const made = isIndexThere(error) ? await this.read(name) : undefined;
      if (made?.madeOf !== meta.made_of) throw error;
      return made;
    }
    return { name, madeOf: meta.made_of, dimensions: 0, filledTo: 0, meta };
  }

  /** Gives the index vectors of this width. */
  async addVectors(index: string, dimensions: number): Promise<void> {
    const body: object = { properties: vectorProperty(dimensions) };
    assertLucene(body);
    await asked('adding vectors to the mapping', this.client.indices.putMapping({ index, body }));
  }

  /** Moves the alias to the index, all at once, and deletes the others. */
  async publish(name: string): Promise<void> {
    const { client, alias } = this;
    const others = (await this.names()).filter((other) => other !== name);
    const actions = [
      ...others.map((index) => ({ remove: { index, alias, must_exist: false } })),
      { add: { index: name, alias } },
    ];
    await asked('moving the alias', client.indices.updateAliases({ body: { actions } }));
    if (others.length > 0) await this.drop(others);
  }

  /** Deletes indices; those that are not there are no error. */
  async drop(names: readonly string[]): Promise<void> {
    await asked('deleting indices', this.client.indices.delete({ index: [...names], ignore_unavailable: true }));
  }

  /** Deletes every index of this name, and their template. */
  async dropAll(): Promise<void> {
    const names = await this.names();
    if (names.length > 0) await this.drop(names);
    const { client, alias } = this;
    await asked('deleting the template', client.indices.deleteIndexTemplate({ name: alias }, { ignore: [404] }));
  }

  private async read(index: string): Promise<VersionedIndex | undefined> {
    const found = await asked<MappingAnswer>('reading the mapping', this.client.indices.getMapping({ index }));
    const [entry] = Object.entries(found);
    if (entry === undefined) return undefined;
    const [name, { mappings }] = entry;
    const meta = mappings._meta ?? {};
    const dimensions = mappings.properties?.['vector']?.dimension ?? 0;
    return { name, madeOf: meta.made_of, dimensions, filledTo: meta.filled_to ?? 0, meta };
  }

  private get prefix(): string {
    return `${this.alias}-v`;
  }

  private async names(): Promise<readonly string[]> {
    const index = `${this.prefix}*`;
    const found = await asked<object>('listing indices', this.client.indices.getAlias({ index }, { ignore: [404] }));
    const version = (name: string): string => (name.startsWith(this.prefix) ? name.slice(this.prefix.length) : '');
    return Object.keys(found).filter((name) => /^\d{6}$/.test(version(name)));
  }
}

type MappingAnswer = Readonly<
  Record<
    string,
    {
      readonly mappings: {
        readonly _meta?: IndexMeta;
        readonly properties?: Readonly<Record<string, { readonly dimension?: number } | undefined>>;
      };
    }
  >
>;
