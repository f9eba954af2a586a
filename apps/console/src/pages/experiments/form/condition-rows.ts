/** One line of a targeting condition. */
export interface ConditionRow {
  readonly attribute: string;
  readonly operator: '$in' | '$nin' | '$gte' | '$lte';
  readonly values: readonly string[];
}

export type Condition = Readonly<Record<string, unknown>>;

const operators = ['$in', '$nin', '$gte', '$lte'] as const;

/** A condition as lines; undefined where it says more than lines can. */
export function rowsOf(condition: Condition): readonly ConditionRow[] | undefined {
  const rows: ConditionRow[] = [];
  for (const [attribute, wanted] of Object.entries(condition)) {
    if (attribute.startsWith('$')) return undefined;
    if (typeof wanted !== 'object' || wanted === null) {
      rows.push({ attribute, operator: '$in', values: [String(wanted)] });
      continue;
    }
    const [[operator, operand] = [], ...others] = Object.entries(wanted);
    const known = operators.find((each) => each === operator);
    if (known === undefined || others.length > 0) return undefined;
    rows.push({ attribute, operator: known, values: (Array.isArray(operand) ? operand : [operand]).map(String) });
  }
  return rows;
}

/** Lines as a condition. `types` says how a value of an attribute is spelled; one that is not known is a text. */
export function conditionOf(rows: readonly ConditionRow[], types: ReadonlyMap<string, string>): Condition {
  return Object.fromEntries(
    rows
      .filter(({ attribute }) => attribute !== '')
      .map(({ attribute, operator, values }) => {
        const isOrdered = operator === '$gte' || operator === '$lte';
        const typed = values.map((value) => typedValue(value, isOrdered ? 'number' : types.get(attribute)));
        return [attribute, { [operator]: isOrdered ? (typed[0] ?? 0) : typed }];
      }),
  );
}

function typedValue(value: string, type: string | undefined): unknown {
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  if (type === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  return value;
}
