import { createLog } from './log.js';
import { Metrics } from './metrics.js';

describe('Metrics', () => {
  it('counts searches by outcome, times every stage and counts degraded ones by cause', async () => {
    const metrics = new Metrics();
    const search = {
      tookMs: 12,
      cached: false,
      timings: [{ stage: 'retrieve', ms: 3, candidatesIn: 0, candidatesOut: 9 }],
      degraded: [],
    };
    metrics.searched(search);
    metrics.searched({ ...search, degraded: [{ stage: 'rerank', cause: 'deadline' }] });
    metrics.searchFailed('INVALID_ARGUMENT');
    metrics.wrote('refused', 2);
    metrics.cacheRead('scores', { hits: 18, misses: 2 });
    metrics.cache.failed('timeout');
    metrics.cache.givenUp();
    let products = 7;
    metrics.whenAsked.gauge('weir_products', 'Products.', () => products);
    products = 8;
    let model = 'ranker@1';
    metrics.whenAsked.labelledGauge('weir_model_info', 'Models.', ['model'], () => [[{ model }, 1]]);
    await metrics.exposition();
    model = 'ranker@2';
    const { text } = await metrics.exposition();
    for (const line of [
      'weir_searches_total{outcome="ok",cached="false"} 1',
      'weir_searches_total{outcome="degraded",cached="false"} 1',
      'weir_searches_total{outcome="INVALID_ARGUMENT",cached="false"} 1',
      'weir_stage_seconds_count{stage="retrieve"} 2',
      'weir_degraded_total{stage="rerank",cause="deadline"} 1',
      'weir_catalogue_writes_total{kind="refused"} 2',
      'weir_cache_reads_total{cache="scores",outcome="hit"} 18',
      'weir_cache_reads_total{cache="scores",outcome="miss"} 2',
      'weir_cache_failures_total{cause="timeout"} 1',
      'weir_cache_opened_total 1',
      'weir_products 8',
    ]) {
      expect(text).toContain(line);
    }
    // The version before is not a model that is served any more.
    expect(text.match(/^weir_model_info.*$/gm)).toEqual(['weir_model_info{model="ranker@2"} 1']);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds \d/m);
  });
});

describe('createLog', () => {
  it('writes one JSON line from its level on, with the cause of an error', () => {
    const lines: string[] = [];
    const log = createLog('info', { destination: { write: (line) => void lines.push(line) } });
    log.debug('not this');
    log.error({ err: new Error('the cause') }, 'this');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'error', msg: 'this', err: { message: 'the cause' } });
  });
});
