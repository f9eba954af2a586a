import { availableParallelism } from 'node:os';
import { type TeiInfoResponse, TeiModelType } from '@weir/contracts';
import type { DefaultModels } from '../loaded-models.js';
import { mostTexts } from './tei-api.js';

/** Requests under way before more are refused: the scheduler's queue. */
const mostRequests = 64;

/** What is served, as text-embeddings-inference tells it. */
export function teiInfo({ crossEncoder, maxTokens }: DefaultModels, version: string): TeiInfoResponse {
  return {
    version,
    sha: undefined,
    docker_label: undefined,
    model_id: crossEncoder.model,
    model_sha: undefined,
    model_dtype: 'int8',
    model_type: TeiModelType.MODEL_TYPE_RERANKER,
    max_concurrent_requests: mostRequests,
    max_input_length: maxTokens,
    // Quantised models run row by row: a batch is a row.
    max_batch_tokens: maxTokens,
    max_batch_requests: undefined,
    max_client_batch_size: mostTexts,
    tokenization_workers: availableParallelism(),
  };
}

/** The same as the HTTP API's JSON. */
export function teiInfoJson(info: TeiInfoResponse): object {
  return {
    ...info,
    model_sha: null,
    model_type: { reranker: { id2label: { '0': 'LABEL_0' }, label2id: { LABEL_0: 0 } } },
    max_batch_requests: null,
    auto_truncate: true,
    sha: null,
    docker_label: null,
  };
}
