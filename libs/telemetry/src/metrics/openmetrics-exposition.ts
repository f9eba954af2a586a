import type { Registry } from 'prom-client';
import type { ExposedFamily, ExposedValue } from './exposed-family.js';

/** The text format that has exemplars. */
export const openMetricsType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** Whether who sends this `Accept` header takes it. */
export function wantsOpenMetrics(accept: string): boolean {
  return accept.includes('application/openmetrics-text');
}

/**
 * Every metric as OpenMetrics 1.0 has it. prom-client's own writer of it renames the counters for good, so that the other
 * formats would have other names from then on.
 */
export async function openMetricsExposition(registry: Registry): Promise<string> {
  const lines: string[] = [];
  for (const family of (await registry.getMetricsAsJSON()) as unknown as readonly ExposedFamily[]) {
    const { name, help, type, values } = family;
    // There the family has no suffix, and its samples have.
    const familyName = type === 'counter' ? name.replace(/_total$/, '') : name;
    lines.push(`# HELP ${familyName} ${escaped(help)}`, `# TYPE ${familyName} ${type}`);
    for (const value of values) lines.push(lineOf(name, value));
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

function lineOf(name: string, { metricName = name, labels, value, exemplar }: ExposedValue): string {
  const shown = `${metricName}${labelsOf(labels)} ${numberOf(value)}`;
  if (!exemplar) return shown;
  return `${shown} # ${labelsOf(exemplar.labelSet) || '{}'} ${numberOf(exemplar.value)} ${exemplar.timestamp}`;
}

function labelsOf(labels: ExposedValue['labels']): string {
  const all = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value))}"`);
  return all.length === 0 ? '' : `{${all.join(',')}}`;
}

function numberOf(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
