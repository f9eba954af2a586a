import type { Preference } from './preference.js';
import type { Recommendation } from './recommend.js';

export interface PreferenceEvidence {
  readonly running: boolean;
  /** Days since the phase began. */
  readonly days: number;
  /** Units that were planned; undefined where none were. */
  readonly plannedUnits?: number;
  readonly preference: Preference;
}

/** What to do with an interleaved experiment, by the first rule that applies. */
export function recommendPreferred(evidence: PreferenceEvidence): Recommendation {
  const { running, preference, plannedUnits } = evidence;
  if (!running) return { action: 'none', reason: 'The experiment is not running: there is nothing to decide.' };
  if (preference.significant) return decided(preference);
  const { units, challenger, control } = preference;
  if (plannedUnits !== undefined && units >= plannedUnits) {
    const reason = `The planned ${plannedUnits} units saw both rankings and preferred neither ${challenger} nor ${control}.`;
    return { action: 'stop', reason };
  }
  return keepRunning(evidence);
}

function decided({ control, challenger, preference, wins, losses, impressions }: Preference): Recommendation {
  const [liked, other] = preference > 0 ? [challenger, control] : [control, challenger];
  const [won, lost] = preference > 0 ? [wins, losses] : [losses, wins];
  const reason =
    `${liked} is preferred to ${other}: of ${impressions} pages more of its results were clicked on ${won}, ` +
    `fewer on ${lost}`;
  return preference > 0
    ? {
        action: 'ship',
        variant: challenger,
        reason: `${reason}. What that does to conversion and revenue, an A/B test tells.`,
      }
    : { action: 'roll_back', reason: `${reason}: stay with it.` };
}

function keepRunning({ plannedUnits, days, preference: { units } }: PreferenceEvidence): Recommendation {
  const action = 'keep_running';
  if (plannedUnits === undefined) {
    const reason = `${units} units saw both rankings, and neither is preferred yet; a planned sample size says how long it takes.`;
    return { action, reason };
  }
  const reason = `${units} of ${plannedUnits} units saw both rankings, and neither is preferred yet.`;
  if (units === 0 || days <= 0) return { action, reason };
  return { action, reason, daysLeft: ((plannedUnits - units) * days) / units };
}
