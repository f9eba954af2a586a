import type { DocumentStore } from '../product-store.js';
import type { Cluster } from './cluster.js';
import { readDocuments } from './read-documents.js';
import { writeDocument } from './write-documents.js';

interface DocumentSource {
  /** JSON. */
  readonly value: string;
}

/** Named documents, each one of an OpenSearch index. */
export class OpenSearchDocuments implements DocumentStore {
  constructor(
    private readonly cluster: Cluster,
    private readonly index: string,
  ) {}

  read(name: string): Promise<unknown> {
    return this.cluster.use(async (client): Promise<unknown> => {
      const [found] = await readDocuments<DocumentSource>(client, this.index, [name]);
      return found && JSON.parse(found.source.value);
    });
  }

  async write(name: string, value: unknown): Promise<void> {
    await this.put({ id: name, source: toSource(value) });
  }

  async create(name: string, value: unknown): Promise<unknown> {
    const source = toSource(value);
    for (;;) {
      const { kind } = await this.put({ id: name, source, isNew: true });
      if (kind === 'written') return JSON.parse(source.value) as unknown;
      const stored = await this.read(name);
      // What was there may have been deleted since.
      if (stored !== undefined) return stored;
    }
  }

  async delete(name: string): Promise<void> {
    await this.put({ id: name });
  }

  private put(write: Parameters<typeof writeDocument>[2]) {
    return this.cluster.use((client) => writeDocument(client, this.index, write, 'the document'));
  }
}

function toSource(value: unknown): DocumentSource {
  return { value: JSON.stringify(value) };
}
