import { setTimeout as pause } from 'node:timers/promises';
import { type CatalogueMapping, fromProductMessage, mappingSchema, type StoredProduct } from '@weir/catalogue';
import {
  callUnary,
  type CatalogServiceClient,
  DescribeRequest,
  type DescribeResponse,
  GetRequest,
  HedgeBudget,
  hedged,
} from '@weir/contracts';
import type { Patience } from '@weir/inference';
import { type RemoteIndex, RemoteRetriever, type RetrievalError, told } from '@weir/retrieval';
import type { Catalogue } from '../catalogue/catalogue.js';
import { ProcessStates } from './process-states.js';
import type { RemoteStages } from './stages.js';

export interface RemoteCatalogueOptions {
  readonly clients: Required<Pick<RemoteStages, 'retrieval' | 'catalog'>>;
  /** Memory for states of products that were candidates, bytes. */
  readonly cacheBytes: number;
  /** Told once where nobody has the index yet: it is waited for. */
  readonly onWait: () => void;
}

/** How often the other processes are asked what they have, ms: pages of a list that a write has changed are given this long. */
const pollMs = 1000;
/** How long such an answer may take, ms. */
const describeMs = 2000;
/** How long the first answer is waited for, ms. */
const patientMs = 60_000;
/** Longest that products are waited for where the caller does not say, ms. */
const productsMs = 2000;
/** Products of one call. */
const atOnce = 1000;

/** A catalogue that other processes have: what they say of it is asked for every second. */
export class RemoteCatalogue implements Catalogue {
  readonly retriever: RemoteRetriever;
  readonly products = { get: (ids: readonly string[], patience?: Patience) => this.get(ids, patience) };
  private readonly states = new ProcessStates(() => performance.now());
  private readonly hedges = new HedgeBudget();
  private readonly polling: NodeJS.Timeout;
  private known: { readonly told: string; readonly mapping: CatalogueMapping; readonly index: RemoteIndex };

  private constructor(
    private readonly options: RemoteCatalogueOptions,
    first: DescribeResponse,
  ) {
    this.known = this.read(first, undefined);
    this.retriever = new RemoteRetriever({
      client: options.clients.retrieval,
      index: () => this.known.index,
      encoder: first.encoder,
      cacheBytes: options.cacheBytes,
    });
    this.polling = setInterval(() => {
      // What is known stands where nobody answers: searches tell that by themselves.
      this.ask().catch(() => undefined);
    }, pollMs).unref();
  }

  /** Waits for an answer. Rejects with what to do where none comes. */
  static async open(options: RemoteCatalogueOptions): Promise<{ catalogue: RemoteCatalogue; encoder: string | null }> {
    const { catalog } = options.clients;
    const end = performance.now() + patientMs;
    for (let isFirst = true; ; isFirst = false) {
      try {
        const answer = await told(describe(catalog));
        return { catalogue: new RemoteCatalogue(options, answer), encoder: answer.encoder || null };
      } catch (error) {
        const { code, message } = error as RetrievalError;
        if (code !== 'unavailable' || performance.now() > end) {
          const remedy = code === 'unavailable' ? ': start weir serve retrieval there' : '';
          throw new Error(`stages.retrieval: ${message}${remedy}`, { cause: error });
        }
        if (isFirst) options.onWait();
        await pause(pollMs / 2);
      }
    }
  }

  mapping(): CatalogueMapping {
    return this.known.mapping;
  }

  state(): string {
    return this.states.all();
  }

  close(): void {
    clearInterval(this.polling);
  }

  private async ask(): Promise<void> {
    this.known = this.read(await describe(this.options.clients.catalog), this.known);
  }

  private read(answer: DescribeResponse, known: RemoteCatalogue['known'] | undefined): RemoteCatalogue['known'] {
    const { process, state, fields, filterable, products } = answer;
    this.states.note(process, state);
    const told = JSON.stringify([answer.mapping, fields]);
    const { mapping, schema } =
      known?.told === told
        ? { mapping: known.mapping, schema: known.index.schema }
        : {
            mapping: mappingSchema.parse(answer.mapping),
            schema: { fields: fields.map(({ name }) => name), boosts: fields.map(({ boost }) => boost) },
          };
    return { told, mapping, index: { schema, filterable, products } };
  }

  private async get(ids: readonly string[], patience?: Patience): Promise<readonly (StoredProduct | undefined)[]> {
    const found = new Map<string, StoredProduct>();
    for (let from = 0; from < ids.length; from += atOnce) {
      for (const stored of await this.getPart(ids.slice(from, from + atOnce), patience))
        found.set(stored.product.id, stored);
    }
    return ids.map((id) => found.get(id));
  }

  private async getPart(ids: readonly string[], patience?: Patience): Promise<readonly StoredProduct[]> {
    const { catalog } = this.options.clients;
    const request = GetRequest.fromPartial({ ids });
    const ms = (): number => Math.min(patience?.remainingMs() ?? productsMs, productsMs);
    const { products } = await told(
      hedged(
        (signal) => callUnary(catalog.get.bind(catalog), request, { ms: ms(), signal }),
        { ms: ms(), signal: patience?.signal },
        this.hedges,
      ),
    );
    return products.flatMap(({ product, version }) =>
      product === undefined ? [] : [{ product: fromProductMessage(product, this.known.mapping), version }],
    );
  }
}

function describe(client: CatalogServiceClient): Promise<DescribeResponse> {
  return callUnary(client.describe.bind(client), DescribeRequest.fromPartial({}), { ms: describeMs });
}
