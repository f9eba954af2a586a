import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadSearchService, type PartialPlan } from '@weir/cascade';
import type { Call, SearchRequest, SearchResponse } from '@weir/contracts';
import { type BackendSettings, isSharedStorage, openEngine } from '@weir/engine';
import { shippedModels } from '@weir/registry';
import { StorageError } from '@weir/storage';
import { createLog, Metrics } from '@weir/telemetry';

/** Where searches are answered: here or, where a server owns the data folder, by that server. */
export interface SearchTarget {
  readonly dataDir: string;
  /** Absent: the shipped ones. */
  readonly modelsDir: string | undefined;
  readonly plan: PartialPlan;
  readonly inferenceThreads: number;
  readonly backends: BackendSettings;
  readonly http: { readonly host: string; readonly port: number };
  /** Whether that server's connections are encrypted. */
  readonly encrypted: boolean;
  /** What it is told by those who change things, where it asks for a key. */
  readonly token: string | undefined;
}

/** Answers one search. Rejects with what to do where there is no catalogue, or where its owner does not answer. */
export async function ask(request: SearchRequest, target: SearchTarget): Promise<SearchResponse> {
  const dataDir = path.resolve(target.dataDir);
  if (isSharedStorage(target.backends)) return askEngine(request, dataDir, target);
  if (!existsSync(dataDir)) throw noCatalogue(dataDir, 'name another folder (--data-dir)');
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
    backends: target.backends,
    ...(isSharedStorage(target.backends) && { firstMapping: () => nothingStored(target.backends) }),
  });
  try {
    const { SearchApi } = await loadSearchService();
    const call: Call = { signal: new AbortController().signal, header: () => undefined };
    return await new SearchApi(engine.cascade, { metrics: new Metrics(), log: createLog('silent') }).search(
      request,
      call,
    );
  } finally {
    await engine.close();
  }
}

function nothingStored({ storage }: BackendSettings): Promise<never> {
  const { prefix } = storage.opensearch;
  return Promise.reject(noCatalogue(`the storage "${prefix}"`, 'name another one (storage.opensearch.prefix)'));
}

function noCatalogue(where: string, otherwise: string): Error {
  return new Error(
    `there is no catalogue in ${where}: index one (weir index FILE), start the demonstration shop (weir serve), or ${otherwise}`,
  );
}

async function askServer(
  request: SearchRequest,
  { http, encrypted, token }: SearchTarget,
  locked: StorageError,
): Promise<SearchResponse> {
  const host = http.host === '0.0.0.0' ? '127.0.0.1' : http.host;
  const address = `${encrypted ? 'https' : 'http'}://${host}:${http.port}/v1/search`;
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
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
