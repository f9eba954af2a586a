import { Metrics } from '../metrics.js';
import { firstSeen, oneOf } from './label.js';

const series = async (metrics: Metrics, name: string): Promise<readonly string[]> =>
  (await metrics.exposition()).text.split('\n').filter((line) => line.startsWith(name) && !line.endsWith(' 0'));

describe('the labels of metrics', () => {
  it('keep the names of values that are known, and of the first of those that the code gives', () => {
    const [known, first] = [oneOf(['click', 'purchase']), firstSeen(2)];
    expect(['click', 'constructor', '', 'purchase'].map(known)).toEqual(['click', 'other', 'other', 'purchase']);
    expect(['a', 'b', 'c', 'a', 'd'].map(first)).toEqual(['a', 'b', 'other', 'a', 'other']);
  });

  it('name no action and no field that a caller made up', async () => {
    const metrics = new Metrics();
    for (const action of ['click', 'refund', 'a"b', '__proto__'])
      metrics.events.took([{ action, at: 0, receivedAt: 2000 }]);
    for (const field of ['currency', 'attributes.colour', 'attributes.size', 'made.up'])
      metrics.events.refusedFor(field);
    expect(await series(metrics, 'weir_event_actions_total{')).toEqual([
      'weir_event_actions_total{action="click"} 1',
      'weir_event_actions_total{action="other"} 3',
    ]);
    expect(await series(metrics, 'weir_event_rejections_total{')).toEqual([
      'weir_event_rejections_total{field="currency"} 1',
      'weir_event_rejections_total{field="attributes"} 2',
      'weir_event_rejections_total{field="other"} 1',
    ]);
  });
});

describe('the metrics of a search', () => {
  const timing = { stage: 'rank', ms: 5, candidatesIn: 100, candidatesOut: 40, leftMs: 120 };
  const search = { tookMs: 100, cached: false, timings: [timing], degraded: [] };

  it('are what went into each stage, came out of it and was left', async () => {
    const metrics = new Metrics();
    metrics.searched(search);
    metrics.searched({ ...search, timings: [{ ...timing, leftMs: -30 }] });
    // Of a search without a deadline nothing is left, nor over.
    const { leftMs, ...unhurried } = timing;
    expect(leftMs).toBe(120);
    metrics.searched({ ...search, timings: [unhurried] });
    expect(await series(metrics, 'weir_stage_candidates_total{')).toEqual([
      'weir_stage_candidates_total{stage="rank",direction="in"} 300',
      'weir_stage_candidates_total{stage="rank",direction="out"} 120',
    ]);
    const left = await series(metrics, 'weir_stage_left_seconds');
    expect(left).toContain('weir_stage_left_seconds_bucket{le="0",stage="rank"} 1');
    expect(left).toContain('weir_stage_left_seconds_bucket{le="0.15",stage="rank"} 2');
    expect(left).toContain('weir_stage_left_seconds_count{stage="rank"} 2');
  });

  it('are there before the first search, so that shares of them are never of nothing', async () => {
    const { text } = await new Metrics().exposition();
    for (const outcome of ['ok', 'degraded', 'INTERNAL', 'UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED'])
      expect(text).toContain(`weir_searches_total{outcome="${outcome}",cached="false"} 0`);
  });
});

describe('the format with exemplars', () => {
  it('has a trace beside the bucket that its search is in, and leaves the other formats their names', async () => {
    const metrics = new Metrics();
    metrics.searched({ tookMs: 30, cached: false, timings: [], degraded: [], traceId: 'abc123' });
    const { text, contentType } = await metrics.openMetrics();
    expect(contentType).toContain('openmetrics-text');
    expect(text).toMatch(
      /^weir_search_seconds_bucket\{le="0.04",cached="false"\} 1 # \{trace_id="abc123"\} 0.03 \d+(\.\d+)?$/m,
    );
    expect(text).toMatch(/^weir_search_seconds_bucket\{le="0.06",cached="false"\} 1$/m);
    expect(text).toContain('# TYPE weir_searches counter\n');
    expect(text).toContain('\nweir_searches_total{outcome="ok",cached="false"} 1\n');
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    expect((await metrics.exposition()).text).toContain('# TYPE weir_searches_total counter\n');
  });
});
