import type { Client } from '@opensearch-project/opensearch';
import { KnownExposures } from '../../known-exposures.js';
import type { StoredExposure } from '../../stored-event.js';
import { createDocuments } from './create-documents.js';
import { exposureDocumentId } from './document-id.js';
import type { EventIndices } from './event-indices.js';
import { toExposureDocument } from './exposure-document.js';
import { readHeads } from './index-heads.js';

/**
 * Writes exposures: a document for each that says more than those that this process wrote before. It is named by what it
 * says, so that two processes that write the same write one.
 */
export class ExposureLog {
  private readonly known = new KnownExposures();
  private forgottenUpTo = '';

  constructor(
    private readonly client: Client,
    private readonly indices: EventIndices,
  ) {}

  async expose(exposures: readonly StoredExposure[]): Promise<void> {
    if (exposures.length === 0) return;
    await this.forgetWithOthers();
    const { client, indices, known } = this;
    const news = new Map<string, StoredExposure>();
    for (const exposure of exposures) if (known.tellsMore(exposure)) news.set(exposureDocumentId(exposure), exposure);
    if (news.size === 0) return;
    const documents = Array.from(news, ([id, exposure]) => ({
      id,
      index: indices.names.dated('exposures', exposure.at),
      source: toExposureDocument(exposure),
    }));
    await createDocuments(client, indices, documents, 'exposures');
    for (const exposure of news.values()) known.remember(exposure);
  }

  /** What another process has forgotten is not known here any more: a shopper who comes again is exposed again. */
  private async forgetWithOthers(): Promise<void> {
    const { client, indices } = this;
    const [head] = await readHeads(client, indices.names, ['forgotten']);
    const upTo = head === undefined ? '' : `${head.uuid}/${head.last}`;
    if (upTo !== this.forgottenUpTo) this.known.clear();
    this.forgottenUpTo = upTo;
  }
}
