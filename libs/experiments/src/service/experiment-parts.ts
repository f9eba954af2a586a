import type { EventStore } from '@weir/storage';
import type { Assignment, AssignmentRequest, AssignmentResult, PlanOverlay } from '../assignment/assignment.js';
import type { Experiment } from '../definition/experiment.js';
import type { ExperimentBook } from '../life-cycle/experiment-book.js';
import type { ShippedInto } from './ship-variant.js';

/** The experiments as this process assigns them. */
interface Running {
  evaluate(request: Omit<AssignmentRequest, 'now' | 'sticky'>): AssignmentResult;
  /** The same, and what units are to keep is looked up before and kept after. */
  evaluateAndKeep(request: Omit<AssignmentRequest, 'now' | 'sticky'>): Promise<AssignmentResult>;
  /** The base Plan with these laid over it. */
  effectivePlan(overlays: readonly PlanOverlay[]): object | Promise<object>;
  /** One that is running; undefined for any other. */
  find(key: string): Experiment | undefined;
}

/** What the experiments' API needs of the process that it runs in. */
export interface ExperimentParts {
  readonly book: ExperimentBook;
  readonly running: Running;
  readonly events: Pick<EventStore, 'moments' | 'credit' | 'baseline' | 'audience' | 'exposureAttributes'>;
  readonly basePlan: ShippedInto;
  /** Puts what was written in force: resolves when the next search sees it. */
  readonly refresh: () => Promise<void>;
  /** Notes that a unit was given a flag's value; must return at once. */
  readonly expose: (assignment: Assignment, attributes: Readonly<Record<string, unknown>>) => void;
  /** Wall clock, ms since the Unix epoch. */
  readonly now: () => number;
}
