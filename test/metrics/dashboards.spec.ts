import { dashboards, expressionsOf } from './dashboards.js';
import { documentedSeries } from './documented.js';
import { faultsOf, metricsIn } from './promql.js';

const expressions = dashboards.flatMap(expressionsOf);

describe('the dashboards', () => {
  it('are those that an installation has, with a number for every panel', () => {
    const uids = ['cascade', 'data-quality', 'engines', 'experiments', 'reranker'].map((name) => `weir-${name}`);
    expect(dashboards.map(({ uid }) => uid).sort()).toEqual(uids);
    for (const { panels } of dashboards) expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it('are read by a parser that finds what is wrong', () => {
    expect(faultsOf('sum(rate(a[5m])')).not.toEqual([]);
    expect(faultsOf('sum by le (a)')).not.toEqual([]);
    expect(metricsIn('sum(rate(weir_a_bucket{le="1"}[5m])) / weir_b')).toEqual(['weir_a', 'weir_b']);
  });

  it.each(expressions)('ask in PromQL for metrics that there are: $title', ({ expression }) => {
    expect(faultsOf(expression)).toEqual([]);
    expect(expression).not.toContain('$');
    expect(metricsIn(expression)).not.toEqual([]);
    expect(metricsIn(expression).filter((name) => !documentedSeries().includes(name))).toEqual([]);
  });
});
