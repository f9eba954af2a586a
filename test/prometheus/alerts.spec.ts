import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { dashboards } from '../metrics/dashboards.js';
import { documentedSeries } from '../metrics/documented.js';
import { faultsOf, metricsIn } from '../metrics/promql.js';
import { type AlertCase, alertCases } from './alert-cases.js';
import { promtool } from './programs.js';

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string } & Readonly<Record<string, string>>;
}

const folder = path.resolve('infra', 'prometheus', 'rules');
const files = readdirSync(folder).map((file) => path.join(folder, file));
const parsed = files.flatMap(
  (file) =>
    (parse(readFileSync(file, 'utf8')) as { groups: readonly { name: string; rules: readonly Rule[] }[] }).groups,
);
const rules = parsed.flatMap((group) => group.rules);
/** What others are made of first. */
const groups = parsed
  .map(({ name }) => name)
  .sort((a, b) => Number(b === 'weir-objectives') - Number(a === 'weir-objectives'));
const alerts = rules.filter(({ alert }) => alert !== undefined);

/** As the headings of a page are linked to. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');

describe('the rules', () => {
  it('are as Prometheus wants them', () => {
    expect(promtool(['check', 'rules', ...files])).toMatchObject({ ok: true });
    expect(promtool(['check', 'config', '--syntax-only', 'infra/prometheus/prometheus.yml'])).toMatchObject({
      ok: true,
    });
  });

  it.each(rules)('ask for metrics that there are: $alert$record', ({ expr }) => {
    expect(faultsOf(expr)).toEqual([]);
    const recorded = rules.flatMap(({ record }) => record ?? []);
    expect(metricsIn(expr).filter((name) => ![...documentedSeries(), ...recorded].includes(name))).toEqual([]);
  });

  it.each(alerts)('say what to do and where to look: $alert', ({ alert, labels, annotations }) => {
    const page = readFileSync(path.resolve('docs', 'runbooks.md'), 'utf8');
    const anchors = Array.from(page.matchAll(/^#+ (.*)$/gm), ([, heading]) => anchorOf(heading!));
    const [file, anchor] = annotations['runbook']!.split('#');
    expect([file, anchor]).toEqual(['docs/runbooks.md', alert!.toLowerCase()]);
    expect(anchors).toContain(anchor);
    expect(dashboards.map(({ uid }) => uid)).toContain(annotations['dashboard']);
    expect(['page', 'ticket']).toContain(labels.severity);
  });

  it('are each seen to fire and to be quiet', () => {
    const seen = (fires: boolean): ReadonlySet<string> =>
      new Set(alertCases.filter((each) => (each.fires !== undefined) === fires).map(({ alert }) => alert));
    for (const { alert } of alerts)
      expect([alert, seen(true).has(alert!), seen(false).has(alert!)]).toEqual([alert, true, true]);
  });

  it.each([1, 10])('fire when they should, say why, and are quiet else, looked at every %d min', (everyMinutes) => {
    const cases = alertCases.filter((each) => (each.everyMinutes ?? 1) === everyMinutes);
    const temporary = mkdtempSync(path.join(tmpdir(), 'weir-rules-'));
    try {
      const file = path.join(temporary, 'tests.json');
      const tests = cases.map(toTest);
      const frame = { rule_files: files, evaluation_interval: `${everyMinutes}m`, group_eval_order: groups };
      writeFileSync(file, JSON.stringify({ ...frame, tests }));
      const { ok, output } = promtool(['test', 'rules', file]);
      expect(ok ? '' : output).toBe('');
    } finally {
      rmSync(temporary, { recursive: true });
    }
  });
});

/** As promtool wants a test. */
function toTest({ alert, series, everyMinutes = 1, at, fires }: AlertCase): object {
  const { labels, annotations } = alerts.find((each) => each.alert === alert)!;
  const expected = fires && {
    exp_labels: { ...labels, ...fires.labels },
    exp_annotations: { ...annotations, description: fires.description },
  };
  return {
    interval: `${everyMinutes}m`,
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [{ eval_time: `${at}m`, alertname: alert, exp_alerts: expected === undefined ? [] : [expected] }],
  };
}
