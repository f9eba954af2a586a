import { invalidArgument, type PreviewTrafficRequest, type PreviewTrafficResponse } from '@weir/contracts';
import type { Audience, EventAttributes, EventStore } from '@weir/storage';
import { compileCondition } from '../condition/compile-condition.js';
import { resolveMetric } from '../metrics/resolve.js';
import { metricSchema, type UnitMetric } from '../metrics/unit-metric.js';
import { statisticOf } from '../results/arms.js';

const dayMs = 86_400_000;
const mostDays = 7;
const mostValues = 20;

interface Parts {
  readonly events: Pick<EventStore, 'audience' | 'baseline'>;
  readonly now: () => number;
}

type Measured = Pick<PreviewTrafficResponse, 'mean' | 'deviation'>;

/** Who searched in the last seven days, how many of them a condition matches, and what a metric is among them. */
export async function previewTraffic(
  { events, now }: Parts,
  request: PreviewTrafficRequest,
): Promise<PreviewTrafficResponse> {
  const condition = compileCondition(request.targeting ?? {});
  const unit = request.unit === '' ? 'shopper' : request.unit;
  const wrong = [
    ...condition.violations,
    ...(unit === 'shopper' || unit === 'session' ? [] : [{ field: 'unit', description: 'must be shopper or session' }]),
  ];
  if (wrong.length > 0 || (unit !== 'shopper' && unit !== 'session')) throw invalidArgument(wrong);
  const metric = metricOf(request);
  const span = { from: now() - mostDays * dayMs, until: now(), unit } as const;
  const audience = await events.audience(span);
  const units = total(audience.groups);
  const matching = total(audience.groups.filter(({ attributes }) => condition.matches(attributes)));
  const days = daysOf(audience, now());
  return {
    days,
    units,
    matching,
    matching_per_day: matching / days,
    attributes: attributesOf(audience),
    ...(metric === undefined || units === 0
      ? { mean: undefined, deviation: undefined }
      : await measured(events, metric, { ...span, currency: request.currency })),
  };
}

async function measured(
  events: Pick<EventStore, 'baseline'>,
  metric: UnitMetric,
  {
    currency,
    ...span
  }: { readonly from: number; readonly until: number; readonly unit: 'shopper' | 'session'; readonly currency: string },
): Promise<Measured> {
  const { moments } = await events.baseline({ ...span, metrics: [metric], ...(currency !== '' && { currency }) });
  const [all] = moments;
  if (all === undefined) return { mean: undefined, deviation: undefined };
  const { mean, variance } = statisticOf(metric, all);
  return { mean, deviation: variance > 0 ? Math.sqrt(variance) : undefined };
}

function metricOf({ metric, custom }: PreviewTrafficRequest): UnitMetric | undefined {
  if (metric === '') return undefined;
  const readable = custom.flatMap((each) => {
    const parsed = metricSchema.safeParse(each);
    return parsed.success ? [parsed.data] : [];
  });
  const found = resolveMetric(metric, readable);
  if (found === undefined) throw invalidArgument([{ field: 'metric', description: `there is no metric ${metric}` }]);
  return found;
}

function total(groups: Audience['groups']): number {
  return groups.reduce((sum, { units }) => sum + units, 0);
}

/** At least one: what came within an hour is taken for the traffic of a day. */
function daysOf({ first }: Audience, now: number): number {
  return first === undefined ? 1 : Math.min(mostDays, Math.max(1, (now - first) / dayMs));
}

function attributesOf({ groups }: Audience): PreviewTrafficResponse['attributes'] {
  const byName = new Map<string, Map<EventAttributes[string], number>>();
  for (const { attributes, units } of groups) {
    for (const [name, value] of Object.entries(attributes)) {
      const values = byName.get(name) ?? new Map<EventAttributes[string], number>();
      byName.set(name, values.set(value, (values.get(value) ?? 0) + units));
    }
  }
  const sum = (values: ReadonlyMap<unknown, number>): number =>
    [...values.values()].reduce((all, each) => all + each, 0);
  return [...byName]
    .toSorted(([a, some], [b, others]) => sum(others) - sum(some) || (a < b ? -1 : 1))
    .map(([name, values]) => ({
      name,
      values: [...values]
        .toSorted(([, a], [, b]) => b - a)
        .slice(0, mostValues)
        .map(([value, units]) => ({ value: String(value), type: typeof value, units })),
    }));
}
