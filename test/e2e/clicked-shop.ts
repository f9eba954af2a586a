import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type DescribeResponse,
  EventServiceClient,
  ExperimentServiceClient,
  type GetResultsRequest,
  type GetResultsResponse,
  RecordRequest,
  SearchRequest,
  type SearchResponse,
  SearchServiceClient,
} from '@weir/contracts';
import type { ServiceError } from '@grpc/grpc-js';
import { startWeir, type WeirProcess } from './weir-process.js';

/** What is sold, and another name for it that no product has: words alone do not find it. */
const kinds = [
  ['sofa', 'couch'],
  ['running shoes', 'sneakers'],
  ['television', 'tv set'],
  ['refrigerator', 'fridge'],
] as const;
const brands = ['Norwood', 'Altair', 'Kestrel'] as const;
const products = Array.from({ length: 96 }, (_, n) => ({
  id: `k${n % kinds.length}-${n}`,
  title: `${brands[n % brands.length]!} ${kinds[n % kinds.length]![0]} ${n}`,
}));

/** What shoppers ask for; they want products whose id begins with `wanted`. */
export const queries = brands.flatMap((brand) =>
  kinds.map(([, name], kind) => ({ query: `${brand} ${name}`, wanted: `k${kind}-` })),
);

/** A part of a Plan that is worse than the base Plan: words alone do not know the other names. */
export const worse = { retrieval: { mode: 'bm25' } };

type Wanted = Parameters<typeof SearchRequest.fromPartial>[0];

/** A server of the shop, over gRPC. */
export interface ClickedShop {
  readonly weir: WeirProcess;
  search(request: Wanted): Promise<SearchResponse>;
  record(events: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  results(request: Partial<GetResultsRequest> & { readonly key: string }): Promise<GetResultsResponse>;
}

/** Starts a server of the shop that lives in `folder`, again if it was there. */
export async function startClickedShop(folder: string): Promise<ClickedShop> {
  const file = path.join(folder, 'shop.jsonl');
  writeFileSync(file, products.map((row) => `${JSON.stringify(row)}\n`).join(''));
  // Nothing is cut short on a busy machine: what is compared is the Plans.
  const settings = [
    'ranker.model=null',
    'reranker.model=null',
    'retrieval.fusion.dense_weight=3',
    'deadline_ms=5000',
    'retrieval.encode_budget_ms=5000',
  ];
  const weir = await startWeir([
    ...['--data-dir', path.join(folder, 'data'), '--catalogue', file],
    ...settings.flatMap((setting) => ['--set', `plan.${setting}`]),
  ]);
  await vectorsMade(weir);
  const [searches, events, experiments] = [SearchServiceClient, EventServiceClient, ExperimentServiceClient] as const;
  const clients = {
    searches: weir.client(searches),
    events: weir.client(events),
    experiments: weir.client(experiments),
  };
  return {
    weir,
    search: (request) => answered((done) => clients.searches.search(SearchRequest.fromPartial(request), done)),
    record: async (given) => {
      const { accepted } = await answered<{ readonly accepted: number }>((done) =>
        clients.events.record(RecordRequest.fromPartial({ events: [...given] }), done),
      );
      if (accepted !== given.length) throw new Error(`${accepted} of ${given.length} events were accepted.`);
    },
    results: (request) =>
      answered((done) => {
        const all = { triggered: false, keep_bots: false, keep_outliers: false, currency: '', rates: {} };
        clients.experiments.getResults({ phase: undefined, until_ms: undefined, ...all, ...request }, done);
      }),
  };
}

/** Until every product has its vector, what a search finds changes from one moment to the next. */
async function vectorsMade(weir: WeirProcess): Promise<void> {
  for (;;) {
    const described = (await (await weir.fetch('/v1/catalogue')).json()) as DescribeResponse;
    if (described.vectors_pending === 0) return;
    await pause(200);
  }
}

function answered<T>(call: (done: (error: ServiceError | null, value: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (error === null) resolve(value);
      else reject(error);
    });
  });
}
