import { promtool } from '../prometheus/programs.js';
import { type PrometheusServer, startPrometheus } from '../prometheus/prometheus-server.js';
import { dashboards, expressionsOf } from './dashboards.js';
import { documentedMetrics } from './documented.js';
import { type ExposedMetric, metricsOf, seriesOf } from './exposition.js';
import { hostileStream } from './hostile-stream.js';
import { type ObservedWeir, startObservedWeir } from './observed-weir.js';
import { leave, mishaps, open, shopped } from './traffic.js';

jest.setTimeout(300_000);

const units: readonly (readonly [suffix: RegExp, unit: string])[] = [
  [/_seconds(_total)?$/, 'seconds'],
  [/_bytes(_total)?$/, 'bytes'],
  [/_tokens$/, 'tokens'],
  [/_ratio$/, 'ratio'],
];

const expressions = dashboards.flatMap(expressionsOf);

describe('the metrics of a running Weir', () => {
  let observed: ObservedWeir;
  let prometheus: PrometheusServer;
  /** Another one, that takes native histograms. */
  let sparse: PrometheusServer;
  let text: string;
  /** Expressions that never had a number in them. */
  let withoutData: ReadonlySet<string>;
  const hasNumbers = async (expression: string): Promise<boolean> =>
    (await prometheus.query(expression)).some(({ value }) => Number.isFinite(value));
  const scrape = async (): Promise<string> => (await observed.weir.fetch('/metrics')).text();

  beforeAll(async () => {
    observed = await startObservedWeir();
    prometheus = await startPrometheus({
      targets: { weir: `127.0.0.1:${observed.weir.httpPort}` },
      rules: ['objectives', 'alerts'].map((name) => `infra/prometheus/rules/${name}.yml`),
      args: ['--enable-feature=exemplar-storage'],
    });
    sparse = await startPrometheus({
      targets: { weir: `127.0.0.1:${observed.weir.httpPort}` },
      args: ['--enable-feature=native-histograms,exemplar-storage'],
    });
    // What was seen once has not grown yet: everything happens before and after a scrape.
    await open(observed);
    await mishaps(observed);
    await prometheus.scraped();
    await shopped(observed);
    // Panels show what happened of late, and a busy machine may be behind with scraping and counting.
    let empty = expressions.map(({ expression }) => expression);
    for (const end = performance.now() + 120_000; empty.length > 0 && performance.now() < end;) {
      await mishaps(observed);
      await prometheus.scraped();
      const have = await Promise.all(empty.map(hasNumbers));
      empty = empty.filter((_, at) => !have[at]!);
    }
    withoutData = new Set(empty);
    await leave(observed);
    await sparse.scraped();
    text = await scrape();
  });

  afterAll(async () => {
    await prometheus.close();
    await sparse.close();
    await observed.close();
  });

  it.each(expressions)('show in $title', ({ expression }) => {
    expect(withoutData).not.toContain(expression);
  });

  it('are native histograms too, for a Prometheus that takes them', async () => {
    // Of all searches since it was there first, by both kinds of buckets.
    const native = await sparse.query('histogram_quantile(0.9, sum(weir_search_seconds))');
    const classic = await prometheus.query('histogram_quantile(0.9, sum by (le) (weir_search_seconds_bucket))');
    const bounds = [...text.matchAll(/^weir_search_seconds_bucket\{le="([\d.]+)",cached="false"\}/gm)];
    const [low, high] = around(
      classic[0]!.value,
      bounds.map(([, bound]) => Number(bound)),
    );
    expect(native[0]!.value).toBeGreaterThan(low * 0.9);
    expect(native[0]!.value).toBeLessThan(high * 1.1);
    for (const expression of [
      'histogram_count(sum(weir_search_seconds))',
      'sum(weir_products)',
      'sum(weir_searches_total)',
    ]) {
      const [found] = await sparse.query(expression);
      expect(found!.value).toBeGreaterThan(0);
    }
    const labels = await sparse.query('histogram_quantile(0.5, rate(weir_stage_seconds{stage="retrieve"}[1m]))');
    expect(labels.map(({ value }) => value > 0)).toEqual([true]);
  });

  it('name traces of searches, by either format that has exemplars', async () => {
    for (const server of [prometheus, sparse]) {
      const named = await server.traces('{__name__=~"weir_search_seconds.*"}');
      expect(named).not.toEqual([]);
      for (const trace of named) expect(trace).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('are what the rules of the alerts can be evaluated on', async () => {
    expect(await prometheus.brokenRules()).toEqual([]);
    const [inTime] = await prometheus.query('weir:searches_late:ratio_rate5m');
    expect(inTime!.value).toBeGreaterThanOrEqual(0);
    expect(inTime!.value).toBeLessThanOrEqual(1);
  });

  it('are as Prometheus wants them', () => {
    expect(promtool(['check', 'metrics'], text)).toEqual({ ok: true, output: '' });
  });

  it('are those of docs/metrics.md, with their types, labels and meanings, and no others', () => {
    const brief = ({ name, type, help }: ExposedMetric): string => `${name} (${type}): ${help}`;
    const exposed = metricsOf(text);
    const documented = documentedMetrics();
    expect(documented.map(brief).sort()).toEqual(exposed.map(brief).sort());
    for (const { name, labels } of exposed) {
      if (labels === undefined) continue;
      expect([name, documented.find((each) => each.name === name)!.labels]).toEqual([name, labels]);
    }
    // Nearly all have shown their labels by now.
    const unseen = exposed.filter(({ labels }) => labels === undefined).map(({ name }) => name);
    const maybeUnseen = [
      'weir_faults_total',
      'weir_catalogue_writes_total',
      'nodejs_active_requests',
      'weir_admission_rejected_total',
    ];
    expect(unseen.filter((name) => !maybeUnseen.includes(name))).toEqual([]);
  });

  it('are documented in the units that their names end with', () => {
    for (const { name, unit } of documentedMetrics()) {
      const [, wanted] = units.find(([suffix]) => suffix.test(name)) ?? [];
      if (wanted !== undefined) expect([name, unit]).toEqual([name, wanted]);
    }
  });

  it('have no series more after a stream of hostile calls', async () => {
    // What the calls themselves are: routes, statuses and stages that no call before had.
    await hostileStream(observed.weir, 5);
    await manyExperiments(observed, 13);
    await counted(observed);
    const before = seriesOf(await scrape());
    await hostileStream(observed.weir, 15);
    await counted(observed);
    const after = seriesOf(await scrape());
    // Which kinds of garbage collection there have been is no caller's doing.
    const grown = after.filter((series) => !series.startsWith('nodejs_') && !before.includes(series));
    expect(grown).toEqual([]);
    // Everything that a process of every service has, with sixty variants.
    expect(after.length).toBeLessThan(6000);
    expect(after.filter((series) => series.startsWith('weir_experiment_units{'))).toHaveLength(60);
  });
});

/** The bucket that a value lies in. */
function around(value: number, bounds: readonly number[]): readonly [number, number] {
  const at = bounds.findIndex((bound) => bound >= value);
  return [bounds[at - 1] ?? 0, bounds[at] ?? Infinity];
}

/** Experiments with five variants each: of thirteen, twelve are shown. */
async function manyExperiments({ weir }: ObservedWeir, experiments: number): Promise<void> {
  for (let n = 0; n < experiments; n++) {
    const variants = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, weight: 0.2 }));
    const definition = { key: `many-${n}`, variants, metrics: { primary: 'ctr' } };
    for (const answer of [
      await weir.post('/v1/experiments', { definition, author: 'test' }),
      await weir.post(`/v1/experiments/many-${n}/start`, {}),
    ])
      if (!answer.ok) throw new Error(await answer.text());
  }
}

/** Resolves when the experiments were counted once more, from now on. */
async function counted({ weir }: ObservedWeir): Promise<void> {
  const since = Date.now() / 1000;
  for (let at = 0; at <= since;) {
    const text = await (await weir.fetch('/metrics')).text();
    at = Number(/^weir_experiment_results_timestamp_seconds (\S+)$/m.exec(text)?.[1]);
  }
}
