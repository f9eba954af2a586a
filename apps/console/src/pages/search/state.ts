import { isObject, type PlanChoice } from './plans/presets';

/** Which of the two lists. */
export type Side = 'a' | 'b';

/** What the workbench's address holds. */
export interface WorkbenchState {
  /** The query. */
  readonly q?: string | undefined;
  /** The Plans: the key of a preset, or a partial Plan. */
  readonly a?: PlanChoice | undefined;
  readonly b?: PlanChoice | undefined;
  /** Key of the judgment set that is graded into. */
  readonly judgments?: string | undefined;
  /** Id of the product that is explained. */
  readonly product?: string | undefined;
  /** The Plan that is edited. */
  readonly edit?: Side | undefined;
  /** The list that is shown where there is room for one. */
  readonly show?: Side | undefined;
}

/** The state that an address means; what it cannot mean is left out. */
export function readState(search: Readonly<Record<string, unknown>>): WorkbenchState {
  const state: Record<string, unknown> = {
    q: textOf(search['q']),
    a: planOf(search['a']),
    b: planOf(search['b']),
    judgments: textOf(search['judgments']),
    product: textOf(search['product']),
    edit: sideOf(search['edit']),
    show: sideOf(search['show']),
  };
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}

/** Text that looks like a number is one when it comes out of an address. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function planOf(value: unknown): PlanChoice | undefined {
  return isObject(value) ? value : textOf(value);
}

function sideOf(value: unknown): Side | undefined {
  return value === 'a' || value === 'b' ? value : undefined;
}
