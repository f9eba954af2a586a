/** One metric as a process exposes it. */
export interface ExposedMetric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  /** Names of the labels of its series, `le` left out; undefined where it has no series yet. */
  readonly labels: readonly string[] | undefined;
}

/** What a text in Prometheus's format holds. */
export function metricsOf(text: string): readonly ExposedMetric[] {
  const helps = new Map(Array.from(text.matchAll(/^# HELP (\S+) (.*)$/gm), ([, name, help]) => [name!, help!]));
  const types = Array.from(text.matchAll(/^# TYPE (\S+) (\S+)$/gm), ([, name, type]) => [name!, type!] as const);
  const series = seriesOf(text);
  return types.map(([name, type]) => {
    const suffix = type === 'histogram' ? '(?:_bucket|_sum|_count)' : '';
    const own = series.filter((line) => new RegExp(`^${name}${suffix}(?:\\{|$)`).test(line));
    const found = new Set(own.flatMap((line) => Array.from(line.matchAll(/(\w+)="/g), ([, label]) => label!)));
    found.delete('le');
    return { name, type, help: helps.get(name) ?? '', labels: own.length === 0 ? undefined : [...found].sort() };
  });
}

/** Every series, without its value. */
export function seriesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(0, line.lastIndexOf(' ')));
}
