/** What a rule is given, and what it says of it. */
export interface AlertCase {
  readonly alert: string;
  /** Series in promtool's notation, a value every `everyMinutes`. */
  readonly series: Readonly<Record<string, string>>;
  /** @defaultValue 1 */
  readonly everyMinutes?: number;
  /** When it is looked at, minutes since the first value. */
  readonly at: number;
  /** Of the alert that fires, with the rest of its description; absent: it must not. */
  readonly fires?: { readonly labels?: Readonly<Record<string, string>>; readonly description: string };
}

const searches = (ok: string, failed: string): Readonly<Record<string, string>> => ({
  'weir_searches_total{outcome="ok", cached="false"}': ok,
  'weir_searches_total{outcome="INTERNAL", cached="false"}': failed,
});
const times = (inTime: string, all: string): Readonly<Record<string, string>> => ({
  'weir_search_seconds_bucket{le="0.25", cached="false"}': inTime,
  'weir_search_seconds_count{cached="false"}': all,
  'weir_searches_total{outcome="ok", cached="false"}': all,
});
const outcomes = (metric: string, label: string, counts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(counts).map(([value, series]) => [`${metric}{${label}="${value}"}`, series]));
const lift = (high: string) => ({
  'weir_experiment_lift_ratio{experiment="e", variant="b", metric="revenue_per_unit", currency="EUR", bound="high", instance="1"}':
    high,
  'weir_experiment_lift_ratio{experiment="e", variant="b", metric="conversion", currency="", bound="high", instance="1"}':
    '-0.5x60',
});

export const alertCases: readonly AlertCase[] = [
  {
    ...{ alert: 'WeirAvailabilityBurnsFast', at: 70, series: searches('0+60x120', '0+2x120') },
    fires: { description: '3.226% of the searches; the objective allows 0.1 %.' },
  },
  // It is over: the hours still look bad, the last half hour does not.
  { alert: 'WeirAvailabilityBurnsFast', at: 95, series: searches('0+60x120', '0+2x60 120x60') },
  // A shop at night: two failures of forty searches say nothing yet.
  { alert: 'WeirAvailabilityBurnsFast', at: 70, series: searches('0+0.5x120', '0+0.05x120') },
  {
    ...{ alert: 'WeirAvailabilityBurnsSlow', at: 1500, everyMinutes: 10, series: searches('0+1000x200', '0+4x200') },
    fires: { description: '0.3984% of the searches; the objective allows 0.1 %.' },
  },
  { alert: 'WeirAvailabilityBurnsSlow', at: 1500, everyMinutes: 10, series: searches('0+1000x200', '0+0.5x200') },
  {
    ...{ alert: 'WeirLatencyBurnsFast', at: 70, series: times('0+45x120', '0+60x120') },
    fires: { description: '25% of the searches; the objective allows 1 % beyond 250 ms.' },
  },
  { alert: 'WeirLatencyBurnsFast', at: 70, series: times('0+57x120', '0+60x120') },
  {
    ...{ alert: 'WeirLatencyBurnsSlow', at: 1500, everyMinutes: 10, series: times('0+950x200', '0+1000x200') },
    fires: { description: '5% of the searches; the objective allows 1 % beyond 250 ms.' },
  },
  { alert: 'WeirLatencyBurnsSlow', at: 1500, everyMinutes: 10, series: times('0+995x200', '0+1000x200') },
  {
    ...{ alert: 'WeirDegraded', at: 30 },
    series: outcomes('weir_searches_total', 'outcome', { ok: '0+80x60', degraded: '0+20x60' }),
    fires: { description: '20% of the answers lack the work of a stage.' },
  },
  {
    ...{ alert: 'WeirDegraded', at: 30 },
    series: outcomes('weir_searches_total', 'outcome', { ok: '0+95x60', degraded: '0+5x60' }),
  },
  {
    ...{ alert: 'WeirProcessDown', at: 10, series: { 'up{job="weir", instance="a:7700", service="search"}': '0x60' } },
    fires: {
      labels: { job: 'weir', instance: 'a:7700', service: 'search' },
      description: 'a:7700 (search) has not been read for two minutes.',
    },
  },
  { alert: 'WeirProcessDown', at: 10, series: { 'up{job="weir", instance="a:7700"}': '1x60' } },
  {
    ...{ alert: 'WeirEventLoopLag', at: 20 },
    series: { 'nodejs_eventloop_lag_p99_seconds{job="weir", instance="a:7700"}': '0.25x60' },
    fires: {
      labels: { job: 'weir', instance: 'a:7700' },
      description: 'Everything in a:7700 waits 250ms once in a hundred times.',
    },
  },
  {
    ...{ alert: 'WeirEventLoopLag', at: 20 },
    series: { 'nodejs_eventloop_lag_p99_seconds{job="weir", instance="a:7700"}': '0.02x60' },
  },
  {
    ...{ alert: 'WeirModelRefused', at: 20 },
    series: { 'weir_model_info{setting="ranker.model", model="r@1", instance="a"}': '0x60' },
    fires: {
      labels: { setting: 'ranker.model', model: 'r@1' },
      description: 'r@1 serves on as ranker.model; the version that was promoted is refused.',
    },
  },
  {
    ...{ alert: 'WeirModelRefused', at: 20 },
    series: { 'weir_model_info{setting="ranker.model", model="r@1", instance="a"}': '1x60' },
  },
  {
    ...{ alert: 'WeirOpenSearchFails', at: 20 },
    series: outcomes('weir_opensearch_requests_total', 'outcome', { ok: '0+90x60', unreachable: '0+10x60' }),
    fires: { description: '10% of the calls fail or are not answered.' },
  },
  {
    ...{ alert: 'WeirOpenSearchFails', at: 20 },
    // A 4xx is an answer.
    series: outcomes('weir_opensearch_requests_total', 'outcome', {
      ok: '0+50x60',
      refused: '0+50x60',
      failed: '0x60',
    }),
  },
  {
    ...{ alert: 'WeirSharedCacheGivenUp', at: 20, series: { 'weir_cache_available{instance="a:7700"}': '0x60' } },
    fires: {
      labels: { instance: 'a:7700' },
      description:
        'a:7700 has given Redis up: it computes everything itself, and limits of keys hold for each process by itself.',
    },
  },
  // It comes and goes.
  {
    alert: 'WeirSharedCacheGivenUp',
    at: 20,
    series: { 'weir_cache_available{instance="a:7700"}': '0 1 0 1 0x3 1 0 0x3 1 0x3 1 0 0 1 0 1 0x9' },
  },
  {
    ...{ alert: 'WeirEventsLate', at: 60 },
    series: outcomes('weir_event_lag_seconds_bucket', 'le', {
      '900': '0+90x90',
      '3600': '0+100x90',
      '+Inf': '0+100x90',
    }),
    fires: { description: 'One of twenty events comes 37m 29s after it happened, or later.' },
  },
  {
    ...{ alert: 'WeirEventsLate', at: 60 },
    series: outcomes('weir_event_lag_seconds_bucket', 'le', {
      '60': '0+98x90',
      '3600': '0+100x90',
      '+Inf': '0+100x90',
    }),
  },
  {
    ...{ alert: 'WeirEventsRefused', at: 60 },
    series: outcomes('weir_events_total', 'outcome', { accepted: '0+75x90', refused: '0+25x90' }),
    fires: { description: '25% of the events have wrong fields and count for nothing.' },
  },
  {
    ...{ alert: 'WeirEventsRefused', at: 60 },
    series: outcomes('weir_events_total', 'outcome', { accepted: '0+99x90', refused: '0+1x90' }),
  },
  {
    ...{ alert: 'WeirEventsLost', at: 40 },
    series: outcomes('weir_events_total', 'outcome', { lost: '0x30 15x60' }),
    fires: { description: '15 could not be written: results will miss them.' },
  },
  { alert: 'WeirEventsLost', at: 80, series: outcomes('weir_events_total', 'outcome', { lost: '0x30 15x60' }) },
  {
    ...{ alert: 'WeirSampleRatioMismatch', at: 30 },
    series: { 'weir_experiment_sample_ratio_mismatch{experiment="e", instance="a"}': '1x60' },
    fires: {
      labels: { experiment: 'e' },
      description: 'The shoppers of e are not spread as they should be (p < 0.001): its results mean nothing.',
    },
  },
  {
    ...{ alert: 'WeirSampleRatioMismatch', at: 30 },
    series: { 'weir_experiment_sample_ratio_mismatch{experiment="e", instance="a"}': '0x60' },
  },
  {
    ...{ alert: 'WeirVariantLosesRevenue', at: 60, series: lift('-0.02x60') },
    fires: {
      labels: { experiment: 'e', variant: 'b', currency: 'EUR' },
      description: 'b of e brings in less EUR a shopper than the control: at best -2%.',
    },
  },
  // The interval still has room for a gain.
  { alert: 'WeirVariantLosesRevenue', at: 60, series: lift('0.01x60') },
  {
    ...{ alert: 'WeirExperimentNumbersOld', at: 60 },
    series: {
      'weir_experiment_results_timestamp_seconds{instance="a"}': '600x90',
      'weir_experiments{state="running", instance="a"}': '1x90',
    },
    fires: { description: 'They are 50m 0s old: the alerts on experiments see nothing.' },
  },
  {
    ...{ alert: 'WeirExperimentNumbersOld', at: 60 },
    series: {
      'weir_experiment_results_timestamp_seconds{instance="a"}': '0+60x90',
      'weir_experiments{state="running", instance="a"}': '1x90',
    },
  },
];
