import {
  callUnary,
  GetStatesRequest,
  HedgeBudget,
  hedged,
  type RetrievalServiceClient,
  type RetrieveResponse,
  type Waiting,
} from '@weir/contracts';
import type { IndexSchema } from '@weir/catalogue';
import type { Patience } from '@weir/inference';
import { unpackCandidates } from '../packed.js';
import { RetrievalError } from '../retrieval-error.js';
import type { Finder, IndexedState, Retrieved, RetrievalRequest } from '../retriever.js';
import { stateFromBytes } from '../state-bytes.js';
import { KnownStates } from './known-states.js';
import { fromFacetMessages, requestMessage } from './request-message.js';
import { told } from './told.js';

/** What is known of an index of other processes. A schema that is not the one of before is another object. */
export interface RemoteIndex {
  readonly schema: IndexSchema;
  readonly filterable: readonly string[];
  readonly products: number;
}

export interface RemoteRetrieverOptions {
  /** Of `RetrievalService`; its owner closes it. */
  readonly client: RetrievalServiceClient;
  /** As it was told last. */
  readonly index: () => RemoteIndex;
  /** The encoder of the vectors that are searched with, `name@version`; '' where none is. */
  readonly encoder: string;
  /** Memory for states of products that were candidates, bytes. */
  readonly cacheBytes: number;
}

/** The first stage in other processes: `RetrievalService`, with what they tell of products kept here for as long as it is current. */
export class RemoteRetriever implements Finder {
  private readonly known: KnownStates;
  private readonly hedges = new HedgeBudget();
  private knownFor: IndexSchema | undefined;
  /** Of the candidates of each answer that is still in use. */
  private readonly versions = new WeakMap<readonly string[], readonly number[]>();

  constructor(private readonly options: RemoteRetrieverOptions) {
    this.known = new KnownStates(options.cacheBytes);
  }

  get schema(): IndexSchema {
    return this.options.index().schema;
  }

  filterable(): readonly string[] {
    return this.options.index().filterable;
  }

  count(): number {
    return this.options.index().products;
  }

  /** Rejects with `RetrievalError`. */
  async retrieve(request: RetrievalRequest, patience: Patience = noHurry): Promise<Retrieved> {
    const { client, encoder } = this.options;
    const message = requestMessage(request, encoder);
    const answer = await this.asked(patience, (waiting) => callUnary(client.retrieve.bind(client), message, waiting));
    const retrieved = toRetrieved(answer);
    this.versions.set(retrieved.candidates.ids, answer.candidates?.versions ?? []);
    return retrieved;
  }

  /** Rejects with `RetrievalError`. Only for the ids of an answer, as they came, is it known which states are current. */
  states(ids: readonly string[], patience: Patience = noHurry): Promise<readonly (IndexedState | undefined)[]> {
    return this.current().get(ids, this.versions.get(ids), (missing) => this.fetch(missing, patience));
  }

  /** What is known under the schema in force: states of another have other fields. */
  private current(): KnownStates {
    const { schema } = this;
    if (this.knownFor !== schema) this.known.clear();
    this.knownFor = schema;
    return this.known;
  }

  private async fetch(ids: readonly string[], patience: Patience): Promise<readonly (IndexedState | undefined)[]> {
    const parts: (readonly string[])[] = [];
    for (let from = 0; from < ids.length; from += atOnce) parts.push(ids.slice(from, from + atOnce));
    return (await Promise.all(parts.map((part) => this.fetchPart(part, patience)))).flat();
  }

  private async fetchPart(ids: readonly string[], patience: Patience): Promise<readonly (IndexedState | undefined)[]> {
    const { client } = this.options;
    const message = GetStatesRequest.fromPartial({ ids });
    const { states, versions } = await this.asked(patience, (waiting) =>
      callUnary(client.getStates.bind(client), message, waiting),
    );
    if (states.length !== ids.length)
      throw new RetrievalError('failed', `${states.length} states came for ${ids.length} products`);
    return states.map((bytes, at) =>
      bytes.length === 0 ? undefined : { ...stateFromBytes(bytes), version: versions[at]! },
    );
  }

  /** Nothing stands in for retrieval: where a process does not answer in good time, another one is asked beside it. */
  private asked<T>(patience: Patience, call: (waiting: Waiting) => Promise<T>): Promise<T> {
    const waiting = { ms: patience.remainingMs(), signal: patience.signal };
    return told(hedged((signal) => call({ ms: patience.remainingMs(), signal }), waiting, this.hedges));
  }
}

/** States of one call: hundreds of kilobytes, some megabytes where texts are long. */
const atOnce = 500;

const noHurry: Patience = { remainingMs: () => Infinity };

function toRetrieved({ candidates, total, facets, statistics, corrections }: RetrieveResponse): Retrieved {
  const { ids = [], packed = Buffer.alloc(0) } = candidates ?? {};
  if (statistics === undefined) throw new RetrievalError('failed', 'it is of an older version: no statistics came');
  return {
    candidates: { ids, ...unpackCandidates(packed, ids.length) },
    total,
    facets: fromFacetMessages(facets),
    statistics: {
      terms: statistics.terms.map(({ document_frequency: documentFrequency, companions, ...term }) => ({
        ...{ ...term, documentFrequency },
        ...(companions.length > 0 && { companions }),
      })),
      documents: statistics.documents,
      averageLength: Float64Array.from(statistics.average_length),
    },
    corrections: corrections.map(({ from, to }) => ({ from, to })),
  };
}
