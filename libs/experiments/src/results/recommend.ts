/** What to do with an experiment. */
type RecommendedAction = 'keep_running' | 'ship' | 'roll_back' | 'stop' | 'broken' | 'none';

export interface Recommendation {
  readonly action: RecommendedAction;
  /** One sentence for whoever decides. */
  readonly reason: string;
  /** The variant to ship. */
  readonly variant?: string;
  /** Days that are still needed at the present rate of units; absent where it cannot be said. */
  readonly daysLeft?: number;
}

/** One variant against the control on one metric, as far as a decision looks at it. Effects are relative, for the better above 0. */
interface Verdict {
  readonly metric: string;
  readonly gain: number;
  /** The level was passed, by the p value that the experiment decides by. */
  readonly significant: boolean;
}

export interface VariantEvidence {
  readonly variant: string;
  readonly units: number;
  /** Absent where there is too little to compare. */
  readonly primary?: Verdict;
  readonly guardrails: readonly { readonly metric: string; readonly state: 'ok' | 'broken' | 'unsure' }[];
}

export interface Evidence {
  readonly running: boolean;
  /** Days since the phase began. */
  readonly days: number;
  /** Units that a variant needs to show the least effect of interest; undefined where none was planned. */
  readonly plannedUnits?: number;
  readonly control: { readonly variant: string; readonly units: number };
  readonly treatments: readonly VariantEvidence[];
  readonly sampleRatio: { readonly pValue: number; readonly mismatch: boolean };
  /** Units that a failure kept from the difference: whether the share of them is the same under every variant. */
  readonly exposure: { readonly pValue: number; readonly lost: boolean };
  /** Share of the units that saw more than one variant. */
  readonly crossed: number;
}

/** Above this share of units in two variants, the assignment does not hold. */
const mostCrossed = 0.01;

/** What to do, by the first rule that applies: nothing is read into an experiment that is broken, and harm comes before gain. */
export function recommend(evidence: Evidence): Recommendation {
  return (
    notRunning(evidence) ??
    broken(evidence) ??
    harmful(evidence) ??
    winning(evidence) ??
    seenEnough(evidence) ??
    keepRunning(evidence)
  );
}

function notRunning({ running }: Evidence): Recommendation | undefined {
  return running ? undefined : { action: 'none', reason: 'The experiment is not running: there is nothing to decide.' };
}

function broken({ sampleRatio, exposure, crossed, control, treatments }: Evidence): Recommendation | undefined {
  if (sampleRatio.mismatch) {
    const counts = [control, ...treatments].map(({ variant, units }) => `${variant} ${units}`).join(', ');
    return {
      action: 'broken',
      reason: `The units are not split as they should be (${counts}; p = ${shown(sampleRatio.pValue)}): something loses or adds units of one variant, and no result can be trusted until it is found.`,
    };
  }
  if (exposure.lost) {
    return {
      action: 'broken',
      reason: `The variants fail for different shares of their units (p = ${shown(exposure.pValue)}): a stage of one of them fails or runs late more often, so that its shoppers see what was not meant.`,
    };
  }
  if (crossed > mostCrossed) {
    return {
      action: 'broken',
      reason: `${percent(crossed)} of the units saw more than one variant: the assignment drifts, look for shopper ids that change or for a changed definition.`,
    };
  }
  return undefined;
}

function harmful({ treatments }: Evidence): Recommendation | undefined {
  const harms = treatments.map(
    ({ guardrails, primary }) =>
      guardrails.find(({ state }) => state === 'broken')?.metric ??
      (primary?.significant === true && primary.gain < 0 ? primary.metric : undefined),
  );
  if (treatments.length === 0 || harms.includes(undefined)) return undefined;
  const list = treatments.map(({ variant }, index) => `${variant} harms ${String(harms[index])}`).join(', ');
  return { action: 'roll_back', reason: `${list}: go back to the control.` };
}

function winning({ treatments }: Evidence): Recommendation | undefined {
  const winners = treatments.filter(
    ({ primary, guardrails }) =>
      primary?.significant === true && primary.gain > 0 && guardrails.every(({ state }) => state === 'ok'),
  );
  const best = winners.toSorted((a, b) => (b.primary?.gain ?? 0) - (a.primary?.gain ?? 0))[0];
  if (best?.primary === undefined) return undefined;
  const { metric, gain } = best.primary;
  const guarded = best.guardrails.length === 0 ? '' : ' and no guardrail is broken';
  return {
    action: 'ship',
    variant: best.variant,
    reason: `${best.variant} is better by ${percent(gain)} in ${metric}${guarded}.`,
  };
}

function seenEnough({ plannedUnits, control, treatments }: Evidence): Recommendation | undefined {
  if (plannedUnits === undefined || leastUnits(control, treatments) < plannedUnits) return undefined;
  const unsure = treatments.flatMap(({ guardrails }) =>
    guardrails.filter(({ state }) => state !== 'ok').map(({ metric }) => metric),
  );
  const cause =
    unsure.length > 0
      ? `it is not sure that ${[...new Set(unsure)].join(', ')} stays within its margin`
      : 'no effect on the primary metric was found';
  return { action: 'stop', reason: `The planned ${plannedUnits} units a variant were seen and ${cause}.` };
}

function keepRunning({ plannedUnits, days, control, treatments }: Evidence): Recommendation {
  const units = leastUnits(control, treatments);
  if (plannedUnits === undefined) {
    return {
      action: 'keep_running',
      reason:
        'Nothing can be decided yet; give the experiment a least effect of interest to be told how long it takes.',
    };
  }
  const seen = `${units} of ${plannedUnits} units a variant were seen`;
  if (units === 0 || days <= 0) return { action: 'keep_running', reason: `Nothing can be decided yet: ${seen}.` };
  const daysLeft = Math.max(0, ((plannedUnits - units) * days) / units);
  return {
    action: 'keep_running',
    daysLeft,
    reason: `Nothing can be decided yet: ${seen}, the rest takes about ${inDays(daysLeft)} at this rate.`,
  };
}

function leastUnits(control: Evidence['control'], treatments: Evidence['treatments']): number {
  return Math.min(control.units, ...treatments.map(({ units }) => units));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`;
}

function inDays(days: number): string {
  if (days < 1) return `${Math.max(1, Math.round(days * 24))} hours`;
  return `${Math.ceil(days)} days`;
}

function shown(pValue: number): string {
  return pValue < 1e-4 ? pValue.toExponential(0) : pValue.toPrecision(2);
}
