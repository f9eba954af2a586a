import type { Message } from '../../../api/client';

/** How an experiment does, at a glance. */
export interface Health {
  readonly color: 'green' | 'yellow' | 'red' | 'gray' | 'blue';
  readonly label: string;
}

const byAction: Readonly<Record<string, Health>> = {
  broken: { color: 'red', label: 'broken' },
  roll_back: { color: 'red', label: 'roll back' },
  ship: { color: 'green', label: 'ship' },
  stop: { color: 'blue', label: 'nothing found' },
  keep_running: { color: 'gray', label: 'keep running' },
};

/** From its results: what is recommended, and warnings that do not decide. */
export function healthOf(results: Message<'GetResultsResponse'>): Health {
  const action = results.recommendation?.action ?? 'none';
  const guarded = results.metrics.some(
    ({ role, variants }) =>
      role === 'guardrail' && variants.some(({ comparison }) => comparison?.guardrail === 'broken'),
  );
  if (action === 'keep_running' && guarded) return { color: 'yellow', label: 'guardrail broken' };
  return byAction[action] ?? { color: 'gray', label: 'over' };
}

/** The comparison that decides: of the primary metric, the variant with the largest effect. */
export function decidingComparison(results: Message<'GetResultsResponse'>) {
  const primary = results.metrics.find(({ role }) => role === 'primary');
  const compared = (primary?.variants ?? []).flatMap(({ variant, comparison }) =>
    comparison?.problem !== '' ? [] : [{ variant, comparison }],
  );
  const sign = primary?.better === 'lower' ? -1 : 1;
  const [best] = compared.toSorted((a, b) => sign * (b.comparison.effect - a.comparison.effect));
  return best === undefined || primary === undefined ? undefined : { ...best, better: primary.better };
}
