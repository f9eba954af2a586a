import type {
  Measure,
  MomentsQuery,
  PreExposure,
  QuantileMoments,
  StoredEvent,
  StoredExposure,
  Sums,
  UnitMetric,
  VariantMoments,
} from '@weir/storage';

const day = 86_400_000;

/** A unit with what it did; `start` of its window. */
interface Unit {
  readonly variant: string;
  readonly stratum: string;
  readonly start: number;
  readonly reached: boolean;
  readonly events: readonly StoredEvent[];
}

interface Answer {
  readonly moments: readonly VariantMoments[];
  readonly units: Readonly<Record<string, number>>;
  readonly inSeveralVariants: number;
  readonly bots: number;
  readonly outliers: number;
}

/** What `units` and `moments` of an `EventStore` must answer, straight from the port's words: one unit after the other. */
export function plainMoments(
  events: readonly StoredEvent[],
  exposures: readonly StoredExposure[],
  query: MomentsQuery,
): Answer {
  const byUnit = groupBy(
    exposures.filter(
      ({ experiment, phase, at }) =>
        experiment === query.experiment && phase === query.phase && at < (query.until ?? Infinity),
    ),
    ({ unit }) => unit,
  );
  let inSeveralVariants = 0;
  let bots = 0;
  let outliers = 0;
  const kept: Unit[] = [];
  for (const [name, seen] of byUnit) {
    if (new Set(seen.map(({ variant }) => variant)).size > 1) {
      inSeveralVariants += 1;
      continue;
    }
    const unit = unitOf(name, seen, events, query);
    if (unit === undefined) continue;
    const found = verdict(within(unit, 0, query.windowMs ?? 7 * day), query);
    if (found === 'bot') bots += 1;
    else if (found === 'outlier') outliers += 1;
    else kept.push(unit);
  }
  const groups = groupBy(kept, ({ variant, stratum }) => JSON.stringify([variant, stratum]));
  const names = [...groups.keys()].toSorted();
  return {
    moments: query.metrics.flatMap((metric) =>
      names.map((name) => momentsOf(metric, groups.get(name)!, { all: kept, query })),
    ),
    units: Object.fromEntries(
      [...groupBy(kept, ({ variant }) => variant)].map(([name, members]) => [name, members.length]),
    ),
    ...{ inSeveralVariants, bots, outliers },
  };
}

function unitOf(
  name: string,
  seen: readonly StoredExposure[],
  events: readonly StoredEvent[],
  { unit = 'shopper', triggered = false, until = Infinity, stratum }: MomentsQuery,
): Unit | undefined {
  const counted = triggered ? seen.filter(({ reached }) => reached) : seen;
  if (counted.length === 0) return undefined;
  const earliest = seen.toSorted((a, b) => a.at - b.at)[0]!;
  const value = stratum === undefined ? undefined : earliest.attributes?.[stratum];
  return {
    variant: earliest.variant,
    stratum: value === undefined ? '' : String(value),
    start: Math.min(...counted.map(({ at }) => at)),
    reached: seen.some(({ reached }) => reached),
    events: events.filter((event) => event[unit] === name && event.at < until),
  };
}

function within({ events, start }: Unit, from: number, to: number): readonly StoredEvent[] {
  return events.filter(({ at }) => at >= start + from && at < start + to);
}

function verdict(events: readonly StoredEvent[], query: MomentsQuery): 'bot' | 'outlier' | 'kept' {
  const bots = query.bots ?? { declared: true, perMinute: 120, perDay: 3000 };
  const outliers = query.outliers ?? { events: 10_000, purchases: 200 };
  const acts = events.filter(({ action }) => action !== 'impression');
  const most = (span: number): number =>
    Math.max(0, ...[...groupBy(acts, ({ at }) => Math.floor(at / span)).values()].map(({ length }) => length));
  if (bots !== false) {
    if (bots.declared && events.some(({ bot }) => bot === true)) return 'bot';
    if (most(60_000) > (bots.perMinute ?? Infinity) || most(day) > (bots.perDay ?? Infinity)) return 'bot';
  }
  if (outliers === false) return 'kept';
  const purchases = events.filter(({ action }) => action === 'purchase').length;
  const isOutlier = acts.length > (outliers.events ?? Infinity) || purchases > (outliers.purchases ?? Infinity);
  return isOutlier ? 'outlier' : 'kept';
}

interface Context {
  readonly all: readonly Unit[];
  readonly query: MomentsQuery;
}

function momentsOf(metric: UnitMetric, group: readonly Unit[], { all, query }: Context): VariantMoments {
  const about = {
    metric: metric.key,
    variant: group[0]!.variant,
    stratum: group[0]!.stratum,
    units: group.length,
  };
  const window = metric.window_hours === undefined ? (query.windowMs ?? 7 * day) : metric.window_hours * 3_600_000;
  const after = (measure: Measure, unit: Unit): number =>
    valueOf(metric, measure, { events: within(unit, 0, window), query });
  if (metric.kind === 'quantile') {
    const clusters = group.map((unit) =>
      metric.numerator.aggregate === 'sum'
        ? numbersOf(metric, metric.numerator, { events: within(unit, 0, window), query })
        : [after(metric.numerator, unit)],
    );
    const quantile = quantileOf(metric.quantile!, clusters);
    return { ...about, m: quantile.clusters.m, quantile };
  }
  const { denominator, covariate } = metric;
  const before = (measure: Measure, unit: Unit): number =>
    valueOf(metric, measure, { events: within(unit, -covariate!.days * day, 0), query });
  const boundX = boundOf(
    metric,
    all.map((unit) => after(metric.numerator, unit)),
  );
  const boundY =
    denominator === undefined || (metric.winsorize !== undefined && 'value' in metric.winsorize)
      ? Infinity
      : boundOf(
          metric,
          all.map((unit) => after(denominator, unit)),
        );
  const rows = group.map((unit) => ({
    x: Math.min(boundX, after(metric.numerator, unit)),
    y: denominator === undefined ? 0 : Math.min(boundY, after(denominator, unit)),
    px: covariate === undefined ? 0 : Math.min(boundX, before(metric.numerator, unit)),
    py: covariate === undefined || denominator === undefined ? 0 : Math.min(boundY, before(denominator, unit)),
  }));
  type Name = 'x' | 'y' | 'px' | 'py';
  const products = (a: Name, b: Name): number => sum(rows.map((row) => row[a] * row[b]));
  const both = (name: Name): Sums => ({ sum: sum(rows.map((row) => row[name])), sumSquares: products(name, name) });
  const pre: PreExposure = {
    m: both('px'),
    postPre: products('x', 'px'),
    ...(denominator !== undefined && {
      ratio: {
        d: both('py'),
        sumProducts: products('px', 'py'),
        mPostDPre: products('x', 'py'),
        dPostMPre: products('y', 'px'),
        dPostDPre: products('y', 'py'),
      },
    }),
  };
  return {
    ...about,
    m: both('x'),
    ...(denominator !== undefined && { d: both('y'), sumProducts: products('x', 'y') }),
    ...(covariate !== undefined && { pre }),
  };
}

interface Done {
  readonly events: readonly StoredEvent[];
  readonly query: MomentsQuery;
}

function valueOf(metric: UnitMetric, measure: Measure, done: Done): number {
  const these = done.events.filter(({ action }) => action === measure.action);
  const searches = new Set(
    done.events.flatMap(({ action, searchId }) => (action === 'search' && searchId !== '' ? [searchId] : [])),
  );
  const having = [...searches].filter((id) => these.some(({ searchId }) => searchId === id));
  const value = ((): number => {
    switch (measure.aggregate) {
      case 'count':
        return these.length;
      case 'any':
        return these.length > 0 ? 1 : 0;
      case 'sum':
        return sum(numbersOf(metric, measure, done));
      case 'distinct':
        return new Set(these.map((event) => textOf(event, measure.field)).filter((text) => text !== undefined)).size;
      case 'searches_with':
        return having.length;
      case 'searches_without':
        return searches.size - having.length;
      case 'reciprocal_rank':
        return sum(
          having.map((id) => {
            const positions = these.flatMap(({ searchId, position }) =>
              searchId === id && position !== undefined ? [position] : [],
            );
            return positions.length === 0 ? 0 : 1 / Math.min(...positions);
          }),
        );
    }
  })();
  return metric.kind === 'proportion' ? Number(value > 0) : value;
}

function numbersOf(metric: UnitMetric, measure: Measure & { readonly field?: string }, done: Done): number[] {
  const field = measure.field!;
  const kept = metric.currency ?? done.query.currency;
  const rates = metric.currency === undefined ? (done.query.rates ?? {}) : {};
  const worth = (currency: string): number | undefined =>
    kept === undefined || currency === kept ? 1 : rates[currency];
  return done.events
    .filter(({ action }) => action === measure.action)
    .flatMap((event) => {
      if (field === 'quantity') return [event.quantity ?? 1];
      if (field === 'position' || field === 'value') return event[field] ?? [];
      if (field === 'revenue') {
        const rate = event.revenueMinor === undefined ? undefined : worth(event.currency!);
        return rate === undefined ? [] : [event.revenueMinor! * rate];
      }
      const value = event.attributes?.[field];
      return typeof value === 'number' ? [value] : [];
    });
}

function textOf(event: StoredEvent, field: string): string | undefined {
  const columns: Readonly<Record<string, string>> = {
    search_id: event.searchId,
    product_id: event.productId,
    session: event.session,
  };
  const value = columns[field] ?? event.attributes?.[field];
  return value === undefined || value === '' ? undefined : String(value);
}

function boundOf({ winsorize, kind }: UnitMetric, values: readonly number[]): number {
  if (winsorize === undefined || kind === 'proportion') return Infinity;
  return 'value' in winsorize ? winsorize.value : linearQuantile(values, winsorize.percentile);
}

function quantileOf(level: number, clusters: readonly (readonly number[])[]): QuantileMoments {
  const values = clusters.flat();
  const half = 1.959964 * Math.sqrt((level * (1 - level)) / values.length);
  const value = linearQuantile(values, level);
  const rows = clusters
    .filter(({ length }) => length > 0)
    .map((cluster) => ({ x: cluster.filter((each) => each <= value).length, y: cluster.length }));
  const both = (name: 'x' | 'y'): Sums => ({
    sum: sum(rows.map((row) => row[name])),
    sumSquares: sum(rows.map((row) => row[name] ** 2)),
  });
  return {
    values: values.length,
    value,
    lower: values.length === 0 ? NaN : linearQuantile(values, Math.max(0, level - half)),
    upper: values.length === 0 ? NaN : linearQuantile(values, Math.min(1, level + half)),
    clusters: { units: rows.length, m: both('x'), d: both('y'), sumProducts: sum(rows.map(({ x, y }) => x * y)) },
  };
}

function linearQuantile(values: readonly number[], level: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * level;
  const below = sorted[Math.floor(at)] ?? NaN;
  return below + ((sorted[Math.ceil(at)] ?? NaN) - below) * (at - Math.floor(at));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function groupBy<T, K>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
