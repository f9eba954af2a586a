import {
  type Agreement,
  agreement,
  doublyRobust,
  inversePropensity,
  type LoggedPolicy,
  loggedPolicy,
  onPolicyValue,
  type Overlap,
  overlap,
  type PolicyValue,
  selfNormalised,
} from '@weir/statistics';
import { type LogNames, readBanditLog, readItemGroups } from './bandit-log.js';

export interface OffPolicyFlags {
  readonly logged: string;
  readonly target: string;
  readonly itemContext?: string;
  readonly itemGroup: string;
  readonly level: number;
  readonly seed: number;
}

interface PolicyEstimate extends PolicyValue {
  readonly estimator: string;
  readonly comparison: Agreement;
  /** The value that the target's own log gives lies within this estimate's interval. */
  readonly holdsOnPolicy: boolean;
}

export interface OffPolicyReport {
  readonly level: number;
  readonly logged: { readonly file: string; readonly rounds: number; readonly onPolicy: PolicyValue };
  readonly target: {
    readonly file: string;
    readonly rounds: number;
    readonly onPolicy: PolicyValue;
    readonly readFrom: LoggedPolicy['readFrom'];
  };
  readonly items: number;
  readonly positions: number;
  readonly overlap: Overlap;
  readonly estimates: readonly PolicyEstimate[];
  /** Every estimate agrees with the target's own log. */
  readonly agree: boolean;
}

/** Estimates from one policy's log what another would have earned, and compares it with what that other's log shows. */
export async function offPolicyReport(flags: OffPolicyFlags): Promise<OffPolicyReport> {
  const { level, seed } = flags;
  const names: LogNames = { items: new Map(), positions: new Map() };
  const logged = await readBanditLog(flags.logged, names);
  const target = await readBanditLog(flags.target, names);
  const shape = { contexts: names.positions.size, actions: names.items.size };
  const groups =
    flags.itemContext === undefined
      ? undefined
      : await readItemGroups(flags.itemContext, { column: flags.itemGroup, items: names.items });
  const { policy, readFrom } = loggedPolicy(target, shape);
  const onPolicy = onPolicyValue(target, { level });
  const estimates = [
    { estimator: 'IPS', ...inversePropensity(logged, policy, { level }) },
    { estimator: 'SNIPS', ...selfNormalised(logged, policy, { level }) },
    { estimator: 'DR', ...doublyRobust(logged, policy, { level, seed, ...(groups !== undefined && { groups }) }) },
  ].map((estimate) => ({
    ...estimate,
    comparison: agreement(estimate, onPolicy, level),
    holdsOnPolicy: estimate.low <= onPolicy.value && onPolicy.value <= estimate.high,
  }));
  return {
    level,
    logged: { file: flags.logged, rounds: logged.length, onPolicy: onPolicyValue(logged, { level }) },
    target: { file: flags.target, rounds: target.length, onPolicy, readFrom },
    items: shape.actions,
    positions: shape.contexts,
    overlap: overlap(logged, policy),
    estimates,
    agree: estimates.every(({ comparison }) => comparison.agree),
  };
}
