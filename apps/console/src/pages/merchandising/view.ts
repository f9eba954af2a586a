/** Where rules can stand, as the server says it. */
const statuses = ['active', 'scheduled', 'draft', 'off', 'ended'] as const;
type Status = (typeof statuses)[number];

/** What the list shows. */
export interface ListView {
  readonly status?: Status;
}

/** What the preview of a rule asks. */
export interface RuleView {
  readonly query?: string;
}

/** What an address says wrongly is left out. */
export function listView({ status }: Readonly<Record<string, unknown>>): ListView {
  const known = statuses.find((each) => each === status);
  return known === undefined ? {} : { status: known };
}

export function ruleView({ query }: Readonly<Record<string, unknown>>): RuleView {
  // An address that holds a number alone is read as one.
  const text = typeof query === 'number' ? String(query) : query;
  return typeof text === 'string' && text !== '' ? { query: text } : {};
}
