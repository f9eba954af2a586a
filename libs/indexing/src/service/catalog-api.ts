import { type CatalogueMapping, fromPatchMessage, fromProductMessage, toProductMessage } from '@weir/catalogue';
import {
  type Call,
  type DeleteRequest,
  type DeleteResponse,
  type DescribeResponse,
  type GetRequest,
  type GetResponse,
  invalidArgument,
  type PatchRequest,
  type PatchResponse,
  type UpsertRequest,
  type UpsertResponse,
} from '@weir/contracts';
import type { Retriever } from '@weir/retrieval';
import type { ProductStore } from '@weir/storage';
import type { Metrics } from '@weir/telemetry';
import type { Indexer } from '../indexer.js';
import { batches } from './batches.js';
import { batchSize, stored, writeStream } from './write-stream.js';

/** What the catalogue's API needs of the process that it runs in. */
export interface CatalogParts {
  readonly indexer: Pick<Indexer, 'upsert' | 'patch' | 'remove' | 'vectorsPending'>;
  readonly products: Pick<ProductStore, 'get' | 'lastVersion'>;
  readonly retriever: Pick<Retriever, 'schema' | 'filterable' | 'count'>;
  readonly mapping: CatalogueMapping;
  /** The base Plan in force, for `Describe`. */
  readonly plan: () => object;
  /** The models of the base Plan, for `Describe`. */
  readonly models: () => readonly {
    readonly setting: string;
    readonly named: string;
    readonly serving: string;
    readonly refused?: { readonly reference: string; readonly cause: string };
  }[];
  /** Names this process for as long as it runs. */
  readonly process: string;
  /** Another one after every write that a search could see. */
  readonly state: () => string;
  /** Model of the product vectors, `name@version`; absent where there is none. */
  readonly encoder?: string;
  readonly metrics: Metrics;
}

const mostIds = 1000;

/** The catalogue as the API offers it, whichever transport a request came by. */
export class CatalogApi {
  constructor(private readonly parts: CatalogParts) {}

  /** A stream of products; `requests` is read only as fast as products are written. */
  async upsert(requests: AsyncIterable<UpsertRequest>, call: Call): Promise<UpsertResponse> {
    const { indexer, mapping, metrics } = this.parts;
    const summary = await writeStream(
      each(requests, ({ products }) => products),
      { read: (message) => fromProductMessage(message, mapping), write: (products) => indexer.upsert(products) },
      call,
    );
    metrics.wrote('upserted', summary.accepted);
    metrics.wrote('refused', summary.rejected);
    return summary;
  }

  /** A stream of changes, as a stream of products. */
  async patch(requests: AsyncIterable<PatchRequest>, call: Call): Promise<PatchResponse> {
    const { indexer, metrics } = this.parts;
    const summary = await writeStream(
      each(requests, ({ patches }) => patches),
      { read: fromPatchMessage, write: (patches) => indexer.patch(patches) },
      call,
    );
    metrics.wrote('patched', summary.accepted);
    metrics.wrote('refused', summary.rejected);
    return summary;
  }

  async delete(requests: AsyncIterable<DeleteRequest>): Promise<DeleteResponse> {
    let accepted = 0;
    for await (const ids of batches(eachId(requests), batchSize)) {
      const empty = ids.findIndex((id) => id === '');
      if (empty >= 0)
        throw invalidArgument([
          {
            field: 'ids',
            description: `must not be empty; id ${accepted + empty} of the stream is, and those before ${accepted} were removed`,
          },
        ]);
      await stored(this.parts.indexer.remove(ids));
      accepted += ids.length;
    }
    this.parts.metrics.wrote('deleted', accepted);
    return { accepted };
  }

  async get({ ids }: GetRequest): Promise<GetResponse> {
    if (ids.length === 0 || ids.length > mostIds)
      throw invalidArgument([{ field: 'ids', description: `must be 1 to ${mostIds} ids, not ${ids.length}` }]);
    const stored = await this.parts.products.get(ids);
    return {
      products: stored.flatMap((found) =>
        found === undefined ? [] : [{ product: toProductMessage(found.product), version: found.version }],
      ),
      missing: ids.filter((_, index) => stored[index] === undefined),
    };
  }

  async describe(): Promise<DescribeResponse> {
    const { retriever, products, indexer, mapping, plan, models, encoder, process, state } = this.parts;
    const { fields, boosts } = retriever.schema;
    return {
      products: retriever.count(),
      version: await products.lastVersion(),
      fields: fields.map((name, index) => ({ name, boost: boosts[index] ?? 1 })),
      filterable: retriever.filterable(),
      mapping: { ...mapping },
      plan: { ...plan() },
      encoder: encoder ?? '',
      vectors_pending: indexer.vectorsPending(),
      models: models().map(({ setting, named, serving, refused }) => ({
        ...{ setting, named, serving },
        ...{ refused: refused?.reference ?? '', cause: refused?.cause ?? '' },
      })),
      process,
      state: state(),
    };
  }
}

async function* each<Request, Message>(
  requests: AsyncIterable<Request>,
  messagesOf: (request: Request) => readonly Message[],
): AsyncGenerator<Message> {
  for await (const request of requests) yield* messagesOf(request);
}

async function* eachId(requests: AsyncIterable<DeleteRequest>): AsyncGenerator<string> {
  for await (const { ids } of requests) yield* ids;
}
