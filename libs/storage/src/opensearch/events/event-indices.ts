import type { Client } from '@opensearch-project/opensearch';
import { askedPatiently, isIndexThere } from '@weir/opensearch';
import type { DatedKind, IndexNames } from './index-names.js';
import { forgottenDefinition, idsDefinition, templateOf, templateVersion } from './mappings.js';

/** Makes the indices of a prefix before they are written to. */
export class EventIndices {
  private templates: Promise<void> | undefined;
  private readonly made = new Map<string, Promise<void>>();

  constructor(
    private readonly client: Client,
    readonly names: IndexNames,
    private readonly replicas: number | undefined,
  ) {}

  /** Resolves when all of these are there. */
  async ensure(indices: Iterable<string>): Promise<void> {
    await Promise.all(Array.from(new Set(indices), (index) => this.once(index)));
  }

  /** Looks again, before the next write, whether these are there. */
  distrust(indices: Iterable<string>): void {
    for (const index of indices) this.made.delete(index);
  }

  private once(index: string): Promise<void> {
    let made = this.made.get(index);
    if (made === undefined) {
      made = this.make(index).catch((error: unknown) => {
        this.made.delete(index);
        throw error;
      });
      this.made.set(index, made);
    }
    return made;
  }

  private async make(index: string): Promise<void> {
    const { client, names, replicas } = this;
    if (index === names.ids) return createIfAbsent(client, index, idsDefinition(replicas));
    if (index === names.forgotten) return createIfAbsent(client, index, forgottenDefinition(replicas));
    await this.putTemplates();
    await createIfAbsent(client, index, {});
  }

  private putTemplates(): Promise<void> {
    const kinds: readonly DatedKind[] = ['events', 'queries', 'exposures'];
    this.templates ??= Promise.all(kinds.map((kind) => this.putTemplate(kind))).then(
      () => undefined,
      (error: unknown) => {
        this.templates = undefined;
        throw error;
      },
    );
    return this.templates;
  }

  private async putTemplate(kind: DatedKind): Promise<void> {
    const { client, names, replicas } = this;
    const name = names.seriesOf(kind);
    const found = await askedPatiently<TemplateAnswer>('reading a template', () =>
      client.indices.getIndexTemplate({ name }, { ignore: [404] }),
    );
    const template = found.index_templates?.[0]?.index_template;
    const version = template?.version ?? 0;
    if (version > templateVersion || (version === templateVersion && template?._meta?.replicas === (replicas ?? null)))
      return;
    await askedPatiently('writing a template', () =>
      client.indices.putIndexTemplate({ name, body: templateOf(kind, names, replicas) }),
    );
  }
}

interface TemplateAnswer {
  readonly index_templates?: readonly {
    readonly index_template: { readonly version?: number; readonly _meta?: { readonly replicas?: number | null } };
  }[];
}

/** Another process may make it at the same moment: it is ready when its shard is. */
async function createIfAbsent(client: Client, index: string, body: object): Promise<void> {
  const ready = { wait_for_active_shards: '1' } as const;
  try {
    await askedPatiently(`making the index ${index}`, () => client.indices.create({ index, body, ...ready }));
  } catch (error) {
    if (!isIndexThere(error)) throw error;
    await askedPatiently(`waiting for the index ${index}`, () => client.cluster.health({ index, ...ready }));
  }
}
