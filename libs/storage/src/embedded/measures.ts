import type { Measure } from '../unit-metric.js';
import { numeric, text } from './sql.js';

/** A span of time relative to a unit's window, ms: [from, to). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What revenue is counted in. */
export interface Money {
  readonly currency: string | undefined;
  readonly rates: Readonly<Record<string, number>> | undefined;
}

/** A measure over one span, with what its revenue is counted in. */
export interface SpannedMeasure {
  readonly measure: Measure;
  readonly span: Span;
  readonly money: Money;
}

/** Columns of `events` with a name of their own; any other field is an attribute. */
const textColumns: ReadonlySet<string> = new Set(['search_id', 'product_id', 'session', 'query']);

/**
 * The measures of all metrics as columns of three tables, each column once however many metrics read it: `acts` (a row an
 * event of an exposed unit), what is known of each search of a unit, and what is known of a unit. Narrow columns made
 * once keep the passes over a million events short.
 */
export class MeasureColumns {
  private readonly acts = new Map<string, string>();
  private readonly units = new Map<string, string>();
  private readonly searches = new Map<string, string>();
  private readonly overSearches = new Map<string, string>();
  /** Number of each action that a measure looks at, as `acts.action`; 0 for all others. */
  private readonly actions = new Map<string, number>();

  /** Columns of `acts`, over a unit `c` and an event `e`. */
  ofActs(): readonly string[] {
    const cases = Array.from(this.actions, ([action, number]) => `WHEN ${text(action)} THEN ${number}`);
    const action = cases.length === 0 ? '0' : `CASE e.action ${cases.join(' ')} ELSE 0 END`;
    return [`(${action})::UTINYINT AS action`, ...named(this.acts)];
  }

  /** Aggregates of a unit's acts. */
  ofUnits(): readonly string[] {
    return named(this.units);
  }

  /** Aggregates of the acts of one search of a unit; none where no measure looks at searches. */
  ofSearches(): readonly string[] {
    return named(this.searches);
  }

  /** Aggregates of a unit's searches. */
  ofUnitsSearches(): readonly string[] {
    return named(this.overSearches);
  }

  /** Names of all columns that hold measures. */
  names(): readonly string[] {
    return [...this.units.values(), ...this.overSearches.values()];
  }

  looksAt(action: string): boolean {
    return this.actions.has(action);
  }

  /** Name of the column of a unit that holds the measure. */
  add(spanned: SpannedMeasure): string {
    const { measure, span } = spanned;
    const these = this.these(measure.action, span);
    switch (measure.aggregate) {
      case 'count':
        return column(this.units, 'u', `count(*) FILTER (${these})`);
      case 'any':
        return column(this.units, 'u', `(count(*) FILTER (${these}) > 0)::INTEGER`);
      case 'sum':
        return column(this.units, 'u', `sum(${this.number(spanned, measure.field)}) FILTER (${these})`);
      case 'distinct': {
        const value = ofAction(measure.action, textOf(measure.field));
        return column(this.units, 'u', `count(DISTINCT ${column(this.acts, 'a', value)}) FILTER (${these})`);
      }
      case 'reciprocal_rank': {
        const position = column(this.acts, 'a', 'e.position');
        const best = column(this.searches, 's', `min(${position}) FILTER (${these})`);
        return column(this.overSearches, 'o', `sum(1.0::DOUBLE / ${best}) FILTER (${this.searched(span)})`);
      }
      case 'searches_with':
      case 'searches_without': {
        const not = measure.aggregate === 'searches_with' ? '' : 'NOT ';
        const has = column(this.searches, 's', `bool_or(${these})`);
        return column(this.overSearches, 'o', `count(*) FILTER (${this.searched(span)} AND ${not}${has})`);
      }
    }
  }

  /** The number that a `sum` adds up, and which acts have one: for the quantile of events. */
  valuesOf(spanned: SpannedMeasure, field: string): { readonly value: string; readonly condition: string } {
    return { value: this.number(spanned, field), condition: this.these(spanned.measure.action, spanned.span) };
  }

  /** Name of the column of `acts` that says whether an act lies in a span. */
  within({ from, to }: Span): string {
    return column(
      this.acts,
      'a',
      `(e.at_ms >= c.start_ms + ${numeric(from)} AND e.at_ms < c.start_ms + ${numeric(to)})`,
    );
  }

  private these(action: string, span: Span): string {
    let number = this.actions.get(action);
    if (number === undefined) this.actions.set(action, (number = this.actions.size + 1));
    return `${this.within(span)} AND action = ${number}`;
  }

  private searched(span: Span): string {
    return column(this.searches, 's', `bool_or(${this.these('search', span)})`);
  }

  private number({ measure, money }: SpannedMeasure, field: string): string {
    return column(this.acts, 'a', ofAction(measure.action, numberOf(field, money)));
  }
}

/** Attributes are JSON: they are not read of events that no measure looks at. */
function ofAction(action: string, value: string): string {
  return `CASE WHEN e.action = ${text(action)} THEN ${value} END`;
}

/** A field of an event as a number, null where it has none. */
function numberOf(field: string, money: Money): string {
  if (field === 'revenue') return revenue(money);
  if (field === 'quantity') return 'coalesce(e.quantity, 1)';
  if (field === 'position' || field === 'value') return `e.${field}::DOUBLE`;
  // A number, not a text that looks like one.
  return `TRY_CAST(json_extract(e.attributes, ${text(jsonPointer(field))})::VARCHAR AS DOUBLE)`;
}

function textOf(field: string): string {
  // '' is how a column says that there is none.
  if (textColumns.has(field)) return `nullif(e.${field}, '')`;
  if (field === 'position' || field === 'value') return `e.${field}::VARCHAR`;
  return `json_extract_string(e.attributes, ${text(jsonPointer(field))})`;
}

/** RFC 6901, which DuckDB reads as a path where it begins with a slash: a dot in a name is no step. */
export function jsonPointer(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function revenue({ currency, rates }: Money): string {
  if (currency === undefined) return 'e.revenue_minor::DOUBLE';
  const worth = { ...rates, [currency]: 1 };
  const cases = Object.entries(worth).map(
    ([code, rate]) => `WHEN ${text(code)} THEN e.revenue_minor * ${numeric(rate)}::DOUBLE`,
  );
  return `(CASE e.currency ${cases.join(' ')} END)`;
}

function column(columns: Map<string, string>, prefix: string, expression: string): string {
  const name = columns.get(expression) ?? `${prefix}${columns.size}`;
  columns.set(expression, name);
  return name;
}

function named(columns: ReadonlyMap<string, string>): readonly string[] {
  return Array.from(columns, ([expression, name]) => `${expression} AS ${name}`);
}
