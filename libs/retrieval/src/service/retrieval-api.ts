import { type Admission, type Pass, Refused } from '@weir/admission';
import {
  ApiError,
  type Call,
  type FieldViolation,
  type GetStatesRequest,
  type GetStatesResponse,
  invalidArgument,
  RetrievalMode,
  type RetrieveRequest,
  type RetrieveResponse,
} from '@weir/contracts';
import { packCandidates, packedVector } from '../packed.js';
import type { Candidates, Fusion, QueryStatistics, RetrievalRequest, Retriever } from '../retriever.js';
import { stateToBytes } from '../state-bytes.js';
import { toFacetMessages, toFacetRequests, toFilters } from './messages.js';

/** Waits for the call's turn. */
async function enter(
  admission: Pick<Admission, 'admit'> | undefined,
  { remainingMs = Infinity, signal, header }: Call,
): Promise<Pass | undefined> {
  const priority = header?.('x-weir-priority') === 'batch' ? 'batch' : 'interactive';
  return admission?.admit({ priority, remainingMs, neededMs: 0, signal }).catch((error: unknown) => {
    if (!(error instanceof Refused)) throw new ApiError('CANCELLED', 'the caller left');
    const { message, retryAfterMs } = error;
    throw new ApiError('RESOURCE_EXHAUSTED', message, [], { retryAfterMs });
  });
}

type CandidatesMessage = NonNullable<RetrieveResponse['candidates']>;

const modes = {
  [RetrievalMode.RETRIEVAL_MODE_UNSPECIFIED]: 'hybrid',
  [RetrievalMode.RETRIEVAL_MODE_BM25]: 'bm25',
  [RetrievalMode.RETRIEVAL_MODE_DENSE]: 'dense',
  [RetrievalMode.RETRIEVAL_MODE_HYBRID]: 'hybrid',
} as const;

const longestQuery = 512;
const deepest = 10_000;
const mostStates = 1000;

/** What made the index's vectors. */
export interface VectorOrigin {
  /** The encoder, `name@version`. */
  readonly model: string;
  readonly dimensions: number;
}

/** The first stage by itself, as the API offers it. */
export class RetrievalApi {
  /** `vectors`: null where the index has none. */
  constructor(
    private readonly retriever: Pick<Retriever, 'schema' | 'filterable' | 'retrieve' | 'states' | 'versions'>,
    private readonly vectors: VectorOrigin | null,
    /** Who may begin; absent: everybody. */
    private readonly admission?: Pick<Admission, 'admit'>,
  ) {}

  /**
   * @throws ApiError INVALID_ARGUMENT naming every wrong field, FAILED_PRECONDITION for the vector of another encoder, and
   *   RESOURCE_EXHAUSTED where more is asked than can be done in time
   */
  async retrieve(message: RetrieveRequest, call: Call): Promise<RetrieveResponse> {
    const request = this.request(message);
    this.checkEncoder(message);
    const pass = await enter(this.admission, call);
    try {
      return await this.found(request, message, call);
    } finally {
      pass?.release();
    }
  }

  private async found(request: RetrievalRequest, message: RetrieveRequest, call: Call): Promise<RetrieveResponse> {
    const { candidates, total, facets, statistics, corrections } = await this.retriever.retrieve(
      request,
      patienceOf(call),
    );
    const answer = { total, facets: toFacetMessages(facets), corrections };
    if (!message.for_features) return { ...answer, candidates: listsMessage(candidates), statistics: undefined };
    return {
      ...answer,
      candidates: packedMessage(candidates, await this.retriever.versions(candidates.ids)),
      statistics: statisticsMessage(statistics),
    };
  }

  /** @throws ApiError INVALID_ARGUMENT */
  async getStates({ ids }: GetStatesRequest, call: Call): Promise<GetStatesResponse> {
    if (ids.length < 1 || ids.length > mostStates)
      throw invalidArgument([{ field: 'ids', description: `must be 1 to ${mostStates} ids, not ${ids.length}` }]);
    const states = await this.retriever.states(ids, patienceOf(call));
    return {
      states: states.map((state) => (state === undefined ? nothing : stateToBytes(state))),
      versions: states.map((state) => state?.version ?? 0),
    };
  }

  private checkEncoder({ encoder, packed_vector: packed, query_vector: vector }: RetrieveRequest): void {
    const known = this.vectors?.model ?? 'no encoder';
    if (encoder === '' || encoder === known || (packed.length === 0 && vector.length === 0)) return;
    throw new ApiError('FAILED_PRECONDITION', `encoder: the index has vectors of ${known}, not of ${encoder}`);
  }

  private request(message: RetrieveRequest): RetrievalRequest {
    const violations: FieldViolation[] = [];
    const report = (field: string, description: string): void => void violations.push({ field, description });
    const { mode } = message;
    const vector = vectorOf(message, report);
    const dimensions = this.vectors?.dimensions ?? 0;
    const depth = message.depth ?? 1000;
    const filters = toFilters(message.filters, violations);
    const hidden = message.hidden.map((each) => ({ ids: each.ids, filters: toFilters(each.filters, violations) }));
    if (Array.from(message.query).length > longestQuery) report('query', `at most ${longestQuery} characters`);
    if (depth < 1 || depth > deepest) report('depth', `must be a whole number from 1 to ${deepest}, not ${depth}`);
    if (mode === RetrievalMode.UNRECOGNIZED) report('mode', 'is not a mode of this version');
    if (vector.length > 0 && vector.length !== dimensions)
      report('query_vector', `must have ${dimensions} numbers, not ${vector.length}`);
    if (!vector.every(Number.isFinite)) report('query_vector', 'must hold finite numbers');
    if (mode === RetrievalMode.RETRIEVAL_MODE_DENSE && vector.length === 0)
      report('query_vector', 'is needed for dense retrieval');
    this.checkFields(message, report);
    const fusion = fusionOf(message, report);
    if (violations.length > 0 || mode === RetrievalMode.UNRECOGNIZED) throw invalidArgument(violations);
    return {
      query: message.query,
      ...(vector.length > 0 && { queryVector: vector }),
      mode: modes[mode],
      fusion,
      depth,
      boosts: message.boosts,
      prefix: message.prefix ?? true,
      typos: message.typos ?? true,
      filters,
      ...(hidden.length > 0 && { hidden }),
      facets: toFacetRequests(message.facets),
      ...(message.only.length > 0 && { only: message.only }),
    };
  }

  private checkFields(
    { filters, facets, boosts, allow_unknown_fields: allowUnknown }: RetrieveRequest,
    report: (field: string, description: string) => void,
  ): void {
    const filterable = new Set(this.retriever.filterable());
    for (const [name, list] of [
      ['filters', filters],
      ['facets', facets],
    ] as const) {
      list.forEach(({ field }, index) => {
        if (!allowUnknown && !filterable.has(field))
          report(`${name}[${index}].field`, `unknown field; the fields are ${[...filterable].join(', ')}`);
      });
    }
    for (const [name, boost] of Object.entries(boosts)) {
      if (!allowUnknown && !this.retriever.schema.fields.includes(name))
        report(`boosts.${name}`, `unknown field; the fields are ${this.retriever.schema.fields.join(', ')}`);
      else if (!(boost >= 0)) report(`boosts.${name}`, 'must be at least 0');
    }
  }
}

const nothing = Buffer.alloc(0);

function patienceOf({ remainingMs = Infinity, signal }: Call) {
  const begun = performance.now();
  return { remainingMs: () => remainingMs - (performance.now() - begun), signal };
}

function listsMessage({ ids, score, bm25, bm25Rank, cosine, denseRank }: Candidates): CandidatesMessage {
  return {
    ...{ ids, score: [...score], bm25: [...bm25], bm25_rank: [...bm25Rank] },
    ...{ cosine: [...cosine], dense_rank: [...denseRank], packed: nothing, versions: [] },
  };
}

function packedMessage(candidates: Candidates, versions: readonly number[]): CandidatesMessage {
  const { ids } = candidates;
  return {
    ...{ ids, score: [], bm25: [], bm25_rank: [], cosine: [], dense_rank: [] },
    ...{ packed: packCandidates(candidates), versions },
  };
}

function statisticsMessage({ terms, documents, averageLength }: QueryStatistics) {
  return {
    terms: terms.map(({ documentFrequency, companions = [], ...term }) => ({
      ...{ ...term, companions, document_frequency: documentFrequency },
    })),
    documents,
    average_length: [...averageLength],
  };
}

function vectorOf(
  { query_vector: vector, packed_vector: packed }: RetrieveRequest,
  report: (field: string, description: string) => void,
): Float32Array {
  if (vector.length > 0 && packed.length > 0) report('packed_vector', 'give either query_vector or packed_vector');
  if (packed.length % Float32Array.BYTES_PER_ELEMENT !== 0) {
    report('packed_vector', 'must be whole float32 numbers of 4 bytes');
    return new Float32Array(0);
  }
  return packed.length > 0 ? packedVector(packed) : Float32Array.from(vector);
}

function fusionOf(
  { reciprocal_rank: rank, convex }: RetrieveRequest,
  report: (field: string, description: string) => void,
): Fusion {
  if (rank !== undefined) {
    if (!(rank.k >= 1 && rank.k <= 1000)) report('reciprocal_rank.k', 'must be 1 to 1000');
    if (!(rank.dense_weight >= 0 && rank.dense_weight <= 10)) report('reciprocal_rank.dense_weight', 'must be 0 to 10');
    return { method: 'rrf', k: rank.k, denseWeight: rank.dense_weight };
  }
  const denseWeight = convex?.dense_weight ?? 0.5;
  if (!(denseWeight >= 0 && denseWeight <= 1)) report('convex.dense_weight', 'must be 0 to 1');
  return { method: 'convex', denseWeight };
}
