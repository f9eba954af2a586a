/** What a caller may do. `admin` may do everything. */
export type Role = 'search' | 'events' | 'read' | 'admin';

export const roles = ['search', 'events', 'read', 'admin'] as const satisfies readonly Role[];

/** `public`: no key is asked for. */
export type Needed = Role | 'public';

/**
 * Who may call what: every rpc by its full name, every route by method and pattern. A server that serves anything else
 * does not start.
 */
export const needed: Readonly<Record<string, Needed>> = {
  '/weir.v1.SearchService/Search': 'search',
  '/weir.v1.SearchService/SearchProgressive': 'search',
  '/weir.v1.RetrievalService/Retrieve': 'search',
  '/weir.v1.RankerService/Rank': 'search',
  '/weir.v1.RerankerService/Score': 'search',
  '/tei.v1.Info/Info': 'search',
  '/tei.v1.Rerank/Rerank': 'search',
  '/tei.v1.Rerank/RerankStream': 'search',
  '/weir.v1.CatalogService/Get': 'search',
  '/weir.v1.CatalogService/Describe': 'search',
  '/weir.v1.CatalogService/Upsert': 'admin',
  '/weir.v1.CatalogService/Delete': 'admin',
  '/weir.v1.EventService/Record': 'events',
  '/weir.v1.EventService/RecordStream': 'events',
  '/weir.v1.EventService/Forget': 'admin',
  '/weir.v1.ExperimentService/Evaluate': 'search',
  '/weir.v1.ExperimentService/ListExperiments': 'read',
  '/weir.v1.ExperimentService/GetExperiment': 'read',
  '/weir.v1.ExperimentService/ListChanges': 'read',
  '/weir.v1.ExperimentService/GetResults': 'read',
  '/weir.v1.ExperimentService/ListMetrics': 'read',
  '/weir.v1.ExperimentService/PlanSampleSize': 'read',
  '/weir.v1.ExperimentService/CreateExperiment': 'admin',
  '/weir.v1.ExperimentService/UpdateExperiment': 'admin',
  '/weir.v1.ExperimentService/TransitionExperiment': 'admin',
  '/grpc.health.v1.Health/Check': 'public',
  '/grpc.health.v1.Health/Watch': 'public',
  '/grpc.health.v1.Health/List': 'public',
  '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo': 'public',
  '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo': 'public',
  'GET /': 'public',
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /health': 'public',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /docs-yaml': 'public',
  'POST /v1/search': 'search',
  'GET /v1/search': 'search',
  'POST /rerank': 'search',
  'POST /embed': 'search',
  'GET /info': 'search',
  'GET /v1/products/:id': 'search',
  'GET /v1/catalogue': 'search',
  'POST /v1/products': 'admin',
  'DELETE /v1/products/:id': 'admin',
  'POST /v1/events': 'events',
  'DELETE /v1/shoppers/:id': 'admin',
  'POST /ofrep/v1/evaluate/flags': 'search',
  'POST /ofrep/v1/evaluate/flags/:key': 'search',
  'POST /v1/experiments/evaluate': 'search',
  'GET /v1/experiments': 'read',
  'GET /v1/experiments/metrics': 'read',
  'GET /v1/experiments/:key': 'read',
  'GET /v1/experiments/:key/changes': 'read',
  'GET /v1/experiments/:key/results': 'read',
  'POST /v1/experiments/:key/results': 'read',
  'POST /v1/experiments/sample-size': 'read',
  'POST /v1/experiments': 'admin',
  'PUT /v1/experiments/:key': 'admin',
  'POST /v1/experiments/:key/:action': 'admin',
};

/** Who may call this; `admin` where nobody has said it. */
export function neededFor(what: string): Needed {
  return pagesOf(what) ?? needed[what] ?? 'admin';
}

/** @throws Error where nobody has said who may call this */
export function mustBeListed(what: string): void {
  if (pagesOf(what) === undefined && !Object.hasOwn(needed, what))
    throw new Error(`${what} is served, and nobody has said who may call it: roles.ts`);
}

/** The pages of the API's document bring their scripts with them. */
function pagesOf(what: string): 'public' | undefined {
  return what.startsWith('GET /docs/') ? 'public' : undefined;
}
