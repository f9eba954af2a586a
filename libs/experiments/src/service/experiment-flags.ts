import type { Assignment } from '../assignment/assignment.js';
import { interleavedVariant } from '../definition/drawn-variants.js';
import type { Experiment } from '../definition/experiment.js';
import type { ExperimentParts } from './experiment-parts.js';
import type { FlagContext, FlagEvaluation, Flags } from './flags.js';

/** Experiments as flags: the value of the variant that the shopper has, else the control's. */
export class ExperimentFlags implements Flags {
  constructor(private readonly parts: Pick<ExperimentParts, 'book' | 'running' | 'expose'>) {}

  async evaluate(key: string, context: FlagContext): Promise<FlagEvaluation | undefined> {
    const { running, expose } = this.parts;
    const { assignments } = await running.evaluateAndKeep(requestOf(context));
    const assignment = assignments.find(({ experiment }) => experiment === key);
    if (assignment !== undefined) {
      if (assignment.inExperiment && isInOne(assignment)) expose(assignment, context.attributes);
      const experiment = running.find(key) ?? (await this.known(key));
      return experiment && flagOf(experiment, assignment);
    }
    const experiment = await this.known(key);
    return experiment && flagOf(experiment, undefined);
  }

  evaluateAll(context: FlagContext): readonly FlagEvaluation[] {
    return this.parts.running.evaluate(requestOf(context)).assignments.flatMap((assignment) => {
      const experiment = this.parts.running.find(assignment.experiment);
      return experiment === undefined ? [] : [flagOf(experiment, assignment)];
    });
  }

  private async known(key: string): Promise<Experiment | undefined> {
    return (await this.parts.book.list()).find((each) => each.key === key);
  }
}

function requestOf({ targetingKey, sessionId, attributes }: FlagContext) {
  return { shopperId: targetingKey, sessionId, attributes };
}

/** A page of two rankings is no flag: it has the control's value, and asking for it shows nobody anything. */
function isInOne(assignment: Assignment | undefined): assignment is Assignment {
  const variant = assignment?.variant ?? interleavedVariant;
  return variant !== interleavedVariant;
}

function flagOf(experiment: Experiment, assignment: Assignment | undefined): FlagEvaluation {
  const { key, variants } = experiment;
  const chosen = variants[Math.max(0, assignment?.variantIndex ?? 0)] ?? variants[0]!;
  const isIn = isInOne(assignment);
  const off = assignment === undefined || assignment.reason === 'off';
  return {
    key,
    reason: isIn ? (assignment.reason === 'forced' ? 'TARGETING_MATCH' : 'SPLIT') : off ? 'DISABLED' : 'DEFAULT',
    ...(isIn && { variant: chosen.key }),
    value: chosen.value ?? chosen.key,
    metadata: { reason: assignment?.reason ?? 'off', phase: assignment?.phase ?? experiment.phase },
  };
}
