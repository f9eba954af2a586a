import type { Measure, MomentsQuery, UnitMetric } from '../event-store.js';
import { numeric, text } from './sql.js';

/** A span of time relative to a unit's window, ms: [from, to). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A measure of one metric over one span, with the currency that its revenue is in. */
export interface SpannedMeasure {
  readonly measure: Measure;
  readonly span: Span;
  readonly money: Money;
}

export interface Money {
  readonly currency: string | undefined;
  readonly rates: Readonly<Record<string, number>> | undefined;
}

/** A metric with the columns of `per_unit` that hold its measures. */
export interface PlannedMetric {
  readonly metric: UnitMetric;
  readonly span: Span;
  readonly money: Money;
  /** x; undefined for the quantile of events, which is no value of a unit. */
  readonly m: string | undefined;
  /** y */
  readonly d: string | undefined;
  /** px and py */
  readonly mPre: string | undefined;
  readonly dPre: string | undefined;
}

/** Columns of `events` with a name of their own; any other field is an attribute. */
const columns: Readonly<Record<string, string>> = {
  position: 'position',
  value: 'value',
  search_id: 'search_id',
  product_id: 'product_id',
  session: 'session',
  query: 'query',
};

export function moneyOf({ currency }: UnitMetric, query: MomentsQuery): Money {
  return { currency: currency ?? query.currency, rates: query.rates };
}

/** Whether the measure looks at each search of a unit, and not at its events alone. */
export function isPerSearch({ aggregate }: Measure): boolean {
  return aggregate === 'searches_with' || aggregate === 'searches_without' || aggregate === 'reciprocal_rank';
}

/** Actions whose events a measure reads. */
export function actionsOf(measure: Measure): readonly string[] {
  return isPerSearch(measure) ? ['search', measure.action] : [measure.action];
}

/** A measure as an aggregate over the acts of one unit; never null. */
export function aggregateOf({ measure, span, money }: SpannedMeasure): string {
  const filter = `FILTER (${during(span)} AND action = ${text(measure.action)})`;
  switch (measure.aggregate) {
    case 'count':
      return `count(*) ${filter}`;
    case 'any':
      return `(count(*) ${filter} > 0)::INTEGER`;
    case 'sum':
      return `coalesce(sum(${numberOf(measure.field, money)}) ${filter}, 0)`;
    case 'distinct':
      return `count(DISTINCT ${textOf(measure.field)}) ${filter}`;
    default:
      throw new RangeError(`${measure.aggregate} looks at each search.`);
  }
}

/** A measure of searches as two levels: what is known of one search of a unit, and the aggregate over them. */
export function perSearchOf(
  { measure, span }: SpannedMeasure,
  name: string,
): { readonly search: readonly string[]; readonly unit: string } {
  const act = `FILTER (${during(span)} AND action = ${text(measure.action)})`;
  const search = [`(count(*) FILTER (${during(span)} AND action = 'search') > 0) AS ${name}_searched`];
  if (measure.aggregate === 'reciprocal_rank') {
    return {
      search: [...search, `min(position) ${act} AS ${name}_best`],
      unit: `coalesce(sum(1.0::DOUBLE / ${name}_best) FILTER (${name}_searched), 0)`,
    };
  }
  const having = measure.aggregate === 'searches_with' ? `${name}_has` : `NOT ${name}_has`;
  return {
    search: [...search, `(count(*) ${act} > 0) AS ${name}_has`],
    unit: `count(*) FILTER (${name}_searched AND ${having})`,
  };
}

/** A field of an act as a number, null where it has none. */
export function numberOf(field: string, money: Money): string {
  if (field === 'revenue') return revenue(money);
  if (field === 'quantity') return 'coalesce(quantity, 1)';
  if (field === 'position' || field === 'value') return `${field}::DOUBLE`;
  return `TRY_CAST(${attribute(field)} AS DOUBLE)`;
}

export function during({ from, to }: Span): string {
  return `since_ms >= ${numeric(from)} AND since_ms < ${numeric(to)}`;
}

function textOf(field: string): string {
  const column = columns[field];
  // '' is how a column says that there is none.
  return column === undefined ? attribute(field) : `nullif(${column}::VARCHAR, '')`;
}

/** JSON pointer: a dot in a name is no step. */
function attribute(name: string): string {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return `json_extract_string(attributes, ${text(pointer)})`;
}

function revenue({ currency, rates }: Money): string {
  if (currency === undefined) return 'revenue_minor::DOUBLE';
  const worth = { ...rates, [currency]: 1 };
  const cases = Object.entries(worth).map(
    ([code, rate]) => `WHEN ${text(code)} THEN revenue_minor * ${numeric(rate)}::DOUBLE`,
  );
  return `(CASE currency ${cases.join(' ')} END)`;
}
