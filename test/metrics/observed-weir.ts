import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '@weir/opensearch';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { type RedisServer, startRedis } from '../redis/redis-server.js';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';

/** The demonstration shop in one process, on a real OpenSearch and a real Redis. */
export interface ObservedWeir {
  readonly weir: WeirProcess;
  readonly redis: RedisServer;
  close(): Promise<void>;
}

export async function startObservedWeir(): Promise<ObservedWeir> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-metrics-'));
  const index = indexName('metrics');
  const [url, redis] = await Promise.all([openSearchUrl(), startRedis()]);
  const settings = [
    ...['demo.products=120', 'metrics.results_ms=500', 'log.level=error'],
    ...[`opensearch.url=${url}`, 'retrieval.engine=opensearch', `retrieval.opensearch.index=${index}`],
    `cache.url=${redis.url}`,
    // Nobody takes the traces; what shows them has their names all the same.
    'telemetry.traces.endpoint=http://127.0.0.1:9',
    // Nothing but what a request asks for is cut short on a busy machine.
    ...['deadline_ms', 'retrieval.encode_budget_ms', 'retrieval.budget_ms', 'ranker.budget_ms'].map(
      (budget) => `plan.${budget}=5000`,
    ),
    ...['plan.reranker.budget_ms=5000', 'cache.budget_ms=100'],
  ];
  const weir = await startWeir([
    ...['--data-dir', path.join(folder, 'data')],
    ...settings.flatMap((setting) => ['--set', setting]),
  ]).catch(async (error: unknown) => {
    await redis.close();
    throw error;
  });
  return {
    weir,
    redis,
    close: async () => {
      await weir.end('SIGKILL');
      await redis.close();
      const client = connect({ nodes: [url] });
      await client.indices.delete({ index: `${index}-*` });
      await client.close();
      rmSync(folder, { recursive: true });
    },
  };
}
