import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadSearchService, type PartialPlan } from '@weir/cascade';
import type { Call, SearchRequest, SearchResponse } from '@weir/contracts';
import { openEngine, type RetrievalSettings } from '@weir/engine';
import { shippedModels } from '@weir/registry';
import { StorageError } from '@weir/storage';
import { createLog, Metrics } from '@weir/telemetry';

/** Where searches are answered: the data folder itself or, where a server owns it, that server. */
export interface SearchTarget {
  readonly dataDir: string;
  /** Absent: the shipped ones. */
  readonly modelsDir: string | undefined;
  readonly plan: PartialPlan;
  readonly inferenceThreads: number;
  readonly retrieval: RetrievalSettings;
  readonly http: { readonly host: string; readonly port: number };
}

/** Answers one search. Rejects with what to do where there is no catalogue, or where its owner does not answer. */
export async function ask(request: SearchRequest, target: SearchTarget): Promise<SearchResponse> {
  const dataDir = path.resolve(target.dataDir);
  if (!existsSync(dataDir)) {
    throw new Error(
      `there is no catalogue in ${dataDir}: index one (weir index FILE), start the demonstration shop (weir serve), or name another folder (--data)`,
    );
  }
  try {
    return await askEngine(request, dataDir, target);
  } catch (error) {
    if (error instanceof StorageError && error.code === 'LOCKED') return askServer(request, target, error);
    throw error;
  }
}

async function askEngine(request: SearchRequest, dataDir: string, target: SearchTarget): Promise<SearchResponse> {
  const engine = await openEngine({
    dataDir,
    registryDir: target.modelsDir === undefined ? shippedModels() : path.resolve(target.modelsDir),
    plan: target.plan,
    inferenceThreads: target.inferenceThreads,
    retrieval: target.retrieval,
  });
  try {
    const { SearchApi } = await loadSearchService();
    const call: Call = { signal: new AbortController().signal, header: () => undefined };
    return await new SearchApi(engine.cascade, new Metrics(), createLog('silent')).search(request, call);
  } finally {
    await engine.close();
  }
}

async function askServer(
  request: SearchRequest,
  { http }: SearchTarget,
  locked: StorageError,
): Promise<SearchResponse> {
  const host = http.host === '0.0.0.0' ? '127.0.0.1' : http.host;
  const address = `http://${host}:${http.port}/v1/search`;
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  }).catch((error: unknown) => {
    throw new Error(
      `${locked.message} Nothing answers at ${address}; give the port that the owner serves on (WEIR_HTTP_PORT).`,
      {
        cause: error,
      },
    );
  });
  const body: unknown = await response.json();
  if (response.ok) return body as SearchResponse;
  const message = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : '';
  throw new Error(message || `${address} answered ${response.status}`);
}
