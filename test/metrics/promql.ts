import { parser } from '@prometheus-io/lezer-promql';

/** What is wrong with an expression: the texts that the grammar has no place for, and what is missing. */
export function faultsOf(expression: string): readonly string[] {
  const faults: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) faults.push(`at ${from}: ${expression.slice(from, to) || 'something is missing'}`);
    },
  });
  return faults;
}

/** Names of the metrics that an expression reads; of a histogram without the suffix. */
export function metricsIn(expression: string): readonly string[] {
  const names = new Set<string>();
  parser.parse(expression).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'Identifier') names.add(expression.slice(from, to).replace(/_bucket$/, ''));
    },
  });
  return [...names].filter((name) => /^(weir|process|nodejs)_/.test(name));
}
