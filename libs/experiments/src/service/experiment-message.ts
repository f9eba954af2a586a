import type { Experiment as Message, ListChangesResponse } from '@weir/contracts';
import type { AuditEntry } from '@weir/storage';
import { definitionOf } from '../definition/check.js';
import type { Experiment } from '../definition/experiment.js';
import type { PlanConflict } from '../definition/plan-conflicts.js';
import { coverageAt } from '../life-cycle/schedule.js';

/** An experiment as the API tells it. */
export function toExperimentMessage(
  experiment: Experiment,
  now: number,
  conflicts: readonly PlanConflict[] = [],
): Message {
  const { key, state, version, phase } = experiment;
  return {
    key,
    state,
    version,
    phase,
    definition: plain(definitionOf(experiment)),
    coverage: state === 'running' ? coverageAt(experiment, now) : 0,
    warnings: conflicts.map(warningOf),
    created_at_ms: experiment.created_at,
    started_at_ms: experiment.started_at ?? undefined,
    stopped_at_ms: experiment.stopped_at ?? undefined,
    stop_reason: experiment.stop_reason,
    shipped_variant: experiment.shipped ?? '',
  };
}

function warningOf({ experiments: [own, other], settings }: PlanConflict): string {
  return `${other} may change ${settings.join(', ')} for the same units as ${own}: put both into one layer, or each one's effect depends on the other`;
}

/** An entry of the audit log as the API tells it. */
export function toChangeMessage({ at, who, action, reason, before, after }: AuditEntry): Change {
  return {
    at_ms: at,
    author: who,
    action,
    reason,
    before: before === undefined || before === null ? undefined : plain(before),
    after: plain(after),
  };
}

type Change = ListChangesResponse['changes'][number];

/** As JSON, which has no `undefined`. */
function plain(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}
