import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ExposedMetric } from './exposition.js';

/** A row of the tables of docs/metrics.md. */
export interface DocumentedMetric extends ExposedMetric {
  readonly labels: readonly string[];
  readonly unit: string;
}

export function documentedMetrics(): readonly DocumentedMetric[] {
  const text = readFileSync(path.resolve('docs', 'metrics.md'), 'utf8');
  return Array.from(text.matchAll(/^\| `(\w+)` \| (\w+) \| (.*?) \| (.*?) \| (.*) \|$/gm), (row) => {
    const [, name = '', type = '', labels = '', unit = '', help = ''] = row;
    return { name, type, unit, help, labels: Array.from(labels.matchAll(/`(\w+)`/g), ([, label]) => label!).sort() };
  });
}

/** Names of the series that the documented metrics have, buckets left out. */
export function documentedSeries(): readonly string[] {
  return documentedMetrics().flatMap(({ name, type }) =>
    type === 'histogram' ? [name, `${name}_count`, `${name}_sum`] : [name],
  );
}
