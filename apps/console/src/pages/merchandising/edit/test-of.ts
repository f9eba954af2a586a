import type { RuleForm } from '../shared/rule';

/**
 * The experiment that tests a rule. Today's searches are the control: a draft is tried on half of the shoppers, a rule
 * that is on is taken from half of them. It lasts as long as the rule does, and takes only shoppers whose requests can
 * meet the rule.
 */
export function testOf(rule: RuleForm, number: number) {
  const { key, description, when, state, start_ms: start, end_ms: end } = rule;
  const isOn = state === 'on';
  return {
    key: `rule-${key}${number === 1 ? '' : `-${number}`}`.slice(0, 64),
    name: `Rule: ${description === '' ? key : description}`.slice(0, 200),
    hypothesis: isOn ? 'Without the rule, shoppers buy less.' : 'With the rule, shoppers buy more.',
    variants: [
      { key: 'control', name: isOn ? 'with the rule, as now' : 'without the rule, as now', weight: 0.5 },
      {
        key: isOn ? 'without' : 'with',
        name: isOn ? 'without the rule' : 'with the rule',
        weight: 0.5,
        plan: { merchandising: { rules: { [key]: !isOn } } },
      },
    ],
    ...(when.attributes.length > 0 && {
      targeting: Object.fromEntries(when.attributes.map(({ name, values }) => [name, { $in: values }])),
    }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    metrics: { primary: 'conversion' },
  };
}
