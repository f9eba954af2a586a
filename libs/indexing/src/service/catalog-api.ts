import { type CatalogueMapping, fromProductMessage, type Product, RowError, toProductMessage } from '@weir/catalogue';
import {
  ApiError,
  type Call,
  type DeleteRequest,
  type DeleteResponse,
  type DescribeResponse,
  type GetRequest,
  type GetResponse,
  invalidArgument,
  type Product as ProductMessage,
  type Rejection,
  type UpsertRequest,
  type UpsertResponse,
} from '@weir/contracts';
import type { Retriever } from '@weir/retrieval';
import { type ProductStore, StorageError } from '@weir/storage';
import type { Metrics } from '@weir/telemetry';
import type { Indexer } from '../indexer.js';
import { batches } from './batches.js';

/** What the catalogue's API needs of the process that it runs in. */
export interface CatalogParts {
  readonly indexer: Pick<Indexer, 'upsert' | 'remove' | 'vectorsPending'>;
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
  /** Model of the product vectors, `name@version`; absent where there is none. */
  readonly encoder?: string;
  readonly metrics: Metrics;
}

/** The products of one stream, so that its summary fits into one message. */
const longestStream = 100_000;
const mostIds = 1000;
const mostRejections = 1000;
/** Products written together: enough to share one commit, few enough to be quick. */
const batchSize = 256;

/** The catalogue as the API offers it, whichever transport a request came by. */
export class CatalogApi {
  constructor(private readonly parts: CatalogParts) {}

  /** A stream of products; `requests` is read only as fast as products are written. */
  async upsert(requests: AsyncIterable<UpsertRequest>, call: Call): Promise<UpsertResponse> {
    const summary = new Summary();
    for await (const batch of batches(each(requests), batchSize)) {
      if (call.signal.aborted)
        throw new ApiError('CANCELLED', `The caller left; ${summary.versions.length} products were taken before.`);
      if (summary.versions.length + batch.length > longestStream) {
        throw new ApiError(
          'RESOURCE_EXHAUSTED',
          `A stream may hold ${longestStream} products; the first ${summary.versions.length} were taken. Send the rest in another.`,
        );
      }
      await this.write(batch, summary);
    }
    this.parts.metrics.wrote('upserted', summary.accepted);
    this.parts.metrics.wrote('refused', summary.rejected);
    return summary.message();
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
    const { retriever, products, indexer, mapping, plan, models, encoder } = this.parts;
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
    };
  }

  private async write(batch: readonly ProductMessage[], summary: Summary): Promise<void> {
    const start = summary.versions.length;
    const good: { readonly product: Product; readonly index: number }[] = [];
    batch.forEach((message, offset) => {
      summary.versions.push(0);
      try {
        good.push({ product: fromProductMessage(message, this.parts.mapping), index: start + offset });
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        summary.reject({
          index: start + offset,
          id: message.id,
          violations: error.faults.map(({ field, problem }) => ({ field, description: problem })),
        });
      }
    });
    if (good.length === 0) return;
    const versions = await stored(this.parts.indexer.upsert(good.map(({ product }) => product)));
    good.forEach(({ index }, position) => {
      summary.versions[index] = versions[position] ?? 0;
    });
    summary.accepted += good.length;
  }
}

/** A storage that fails is not the caller's fault, and what it says is not for callers. */
async function stored<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    throw new ApiError(
      'UNAVAILABLE',
      'The storage could not be written, so this batch is not acknowledged: try again.',
      [],
      { cause },
    );
  }
}

class Summary {
  readonly versions: number[] = [];
  accepted = 0;
  rejected = 0;
  private readonly rejections: Rejection[] = [];

  reject(rejection: Rejection): void {
    this.rejected++;
    if (this.rejections.length < mostRejections) this.rejections.push(rejection);
  }

  message(): UpsertResponse {
    return { accepted: this.accepted, rejected: this.rejected, versions: this.versions, rejections: this.rejections };
  }
}

async function* each(requests: AsyncIterable<UpsertRequest>): AsyncGenerator<ProductMessage> {
  for await (const { products } of requests) yield* products;
}

async function* eachId(requests: AsyncIterable<DeleteRequest>): AsyncGenerator<string> {
  for await (const { ids } of requests) yield* ids;
}
