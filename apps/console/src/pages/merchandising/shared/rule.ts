import type { Message } from '../../../api/client';

export type KeptRule = Message<'KeptRule'>;
export type Filter = Message<'Filter'>;
export type Kind = 'pin' | 'slot' | 'boost' | 'bury' | 'hide';

/** A rule with all that a form shows. */
export interface RuleForm {
  readonly key: string;
  readonly description: string;
  readonly when: ConditionForm;
  readonly actions: readonly ActionForm[];
  readonly state: 'draft' | 'on' | 'off';
  readonly start_ms?: number | undefined;
  readonly end_ms?: number | undefined;
  readonly priority: number;
}

export interface ConditionForm {
  readonly query?: { readonly test: string; readonly values: readonly string[] } | undefined;
  readonly categories: readonly string[];
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly every_search: boolean;
}

export interface ActionForm {
  readonly kind: Kind;
  readonly products: readonly string[];
  readonly filters: readonly Filter[];
  readonly position?: number | undefined;
  readonly places?: number | undefined;
  readonly out_of_stock: boolean;
}

export const emptyAction: ActionForm = { kind: 'pin', products: [], filters: [], out_of_stock: false };

/** A rule that nobody has written anything of yet. */
export const emptyRule: RuleForm = {
  key: '',
  description: '',
  when: { query: { test: 'is', values: [] }, categories: [], attributes: [], every_search: false },
  actions: [emptyAction],
  state: 'draft',
  priority: 0,
};

/** A rule of the API as a form shows it. */
export function toForm(rule: Message<'Rule'>): RuleForm {
  const { key = '', description = '', when = {}, actions = [], state, start_ms, end_ms, priority = 0 } = rule;
  const { query, categories = [], attributes = [], every_search = false } = when;
  return {
    key,
    description,
    when: {
      query: query && { test: query.test ?? 'is', values: query.values ?? [] },
      categories,
      attributes: attributes.map(({ name = '', values = [] }) => ({ name, values })),
      every_search,
    },
    actions: actions.map((action) => ({
      kind: action.kind as Kind,
      products: action.products ?? [],
      filters: action.filters ?? [],
      position: action.position,
      places: action.places,
      out_of_stock: action.out_of_stock ?? false,
    })),
    state: state === 'on' || state === 'off' ? state : 'draft',
    start_ms,
    end_ms,
    priority,
  };
}

/** The form as the API takes it: a test of queries that has no values yet is none. */
export function toRule(form: RuleForm): Message<'Rule'> {
  const { query, ...when } = form.when;
  const rule = {
    ...form,
    key: form.key === '' ? keyOf(form) : form.key,
    when: { ...when, ...(query !== undefined && query.values.length > 0 && { query }) },
  };
  // JSON has no `undefined`, and the API's lists can be written to.
  return JSON.parse(JSON.stringify(rule)) as Message<'Rule'>;
}

/** A key for a rule that was given none: of its description, or of what it is for. */
export function keyOf({ description, when }: RuleForm): string {
  const words = description === '' ? (when.query?.values[0] ?? when.categories[0] ?? '') : description;
  const key = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 48)
    .replace(/-+$/, '');
  return key === '' ? 'rule' : key;
}

/** Whether there is enough of a rule to see what it does. */
export function canPreview({ when, actions }: RuleForm): boolean {
  const isFor =
    (when.query?.values.length ?? 0) > 0 ||
    when.categories.length > 0 ||
    when.attributes.length > 0 ||
    when.every_search;
  return isFor && actions.some(({ products, filters }) => products.length > 0 || filters.length > 0);
}
