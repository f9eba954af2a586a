import type { AuditEntry, RecordStore } from '@weir/storage';
import { checkExperiment, definitionOf, type CheckPlan } from '../definition/check.js';
import {
  experimentSchema,
  type Experiment,
  type ExperimentDefinition,
  type ExperimentState,
} from '../definition/experiment.js';
import { planConflicts, type PlanConflict } from '../definition/plan-conflicts.js';
import type { NextBatch } from '../allocation/next-batch.js';
import { ExperimentError, invalidExperiment } from '../error.js';
import { edited } from './edit.js';
import { ramped } from './ramp.js';
import { draftOf, transition } from './transitions.js';

export interface ExperimentBookOptions {
  readonly records: RecordStore;
  /** Wall clock, ms since 1970. */
  readonly clock: () => number;
  readonly checkPlan: CheckPlan;
}

/** Who makes a change, and why. */
export interface Author {
  readonly who: string;
  readonly reason?: string | undefined;
}

/** An edit of the experiment at the version that was read. */
export interface Edit extends Author {
  readonly version: number;
  readonly newPhase?: boolean | undefined;
  /** With a new phase; see `EditOptions`. @defaultValue true */
  readonly resalt?: boolean | undefined;
}

/** A change of state. */
export interface Transition extends Author {
  readonly to: ExperimentState;
  /** What the audit log calls it. @defaultValue by the state that it leads to */
  readonly action?: string | undefined;
  /** The version that was read; left out, the change is made of whatever is there, as a kill switch must. */
  readonly version?: number | undefined;
}

/** More units for an experiment that is running. */
export interface Ramp extends Author {
  readonly coverage: number;
  /** The version that was read. */
  readonly version: number;
}

/** The variant that is in the base Plan. */
export interface Shipping extends Author {
  readonly variant: string;
}

/** An experiment as written, and what its owner should know. */
export interface Written {
  readonly experiment: Experiment;
  readonly conflicts: readonly PlanConflict[];
}

/** The collection of records that experiments are kept in. */
export const experimentCollection = 'experiments';

/**
 * All experiments, kept in a RecordStore. What is written was checked; a change that was made of an older version is
 * refused with `ABORTED`; every change stands in the audit log. Rejects with `ExperimentError`.
 */
export class ExperimentBook {
  private lastWrite: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ExperimentBookOptions) {}

  /** By key. */
  async list(): Promise<readonly Experiment[]> {
    return (await this.options.records.list(experimentCollection)).map(({ value, version }) =>
      toExperiment(value, version),
    );
  }

  async get(key: string): Promise<Experiment> {
    const record = await this.options.records.get(experimentCollection, key);
    if (record === undefined) throw new ExperimentError('NOT_FOUND', `There is no experiment ${key}.`);
    return toExperiment(record.value, record.version);
  }

  /** A new draft. */
  create(input: unknown, author: Author): Promise<Written> {
    return this.inTurn(async () => {
      const others = await this.list();
      const definition = await this.checked(input, others);
      if (others.some(({ key }) => key === definition.key)) throw alreadyThere(definition.key);
      return this.write(draftOf(definition, this.options.clock()), {
        ...author,
        action: 'create',
        expected: 0,
        others,
      });
    });
  }

  /** Replaces what a person wrote of it; `definitionOf` gives what is there. */
  update(input: unknown, edit: Edit): Promise<Written> {
    return this.inTurn(async () => {
      const others = await this.list();
      const definition = await this.checked(input, others);
      const before = await this.get(definition.key);
      checkVersion(before, edit.version);
      const after = edited(before, definition, { now: this.options.clock(), ...edit });
      const action = edit.newPhase === true ? 'new_phase' : 'update';
      return this.write(after, { ...edit, action, expected: before.version, others });
    });
  }

  /** Starts, stops or archives. A start is checked again: models, layers and other experiments may have changed. */
  async transition(key: string, change: Transition): Promise<Written> {
    try {
      return await this.inTurn(() => this.transitionOnce(key, change));
    } catch (error) {
      // Without a version, another process that wrote in between is no reason not to stop.
      const again = change.version === undefined && error instanceof ExperimentError && error.code === 'ABORTED';
      if (!again) throw error;
      return this.transition(key, change);
    }
  }

  /** A definition that could be written as a new experiment, or as another one of an experiment; nothing is written. */
  async check(input: unknown, edit?: Edit): Promise<Written> {
    const others = await this.list();
    const definition = await this.checked(input, others);
    const now = this.options.clock();
    const before = edit === undefined ? undefined : await this.get(definition.key);
    if (before === undefined && others.some(({ key }) => key === definition.key)) throw alreadyThere(definition.key);
    const experiment = before === undefined ? draftOf(definition, now) : edited(before, definition, { now, ...edit });
    return { experiment, conflicts: planConflicts(experiment, others) };
  }

  /** Lets more units take part from now on. Those that are in stay where they are: a share only grows at its end. */
  ramp(key: string, { coverage, version, ...author }: Ramp): Promise<Written> {
    return this.inTurn(async () => {
      const before = await this.get(key);
      checkVersion(before, version);
      const after = ramped(before, coverage, this.options.clock());
      const others = await this.list();
      await this.checked(definitionOf(after), others);
      return this.write(after, { ...author, action: 'ramp', expected: version, others });
    });
  }

  /** Stops an experiment whose variant is in the base Plan, and says so; nothing where that was done. */
  async ship(key: string, { variant, ...author }: Shipping): Promise<Written> {
    try {
      return await this.inTurn(async () => {
        const before = await this.get(key);
        if (before.state !== 'running' && before.shipped === variant) return { experiment: before, conflicts: [] };
        const note = { now: this.options.clock(), reason: author.reason ?? '' };
        const stopped = before.state === 'running' ? transition(before, 'stopped', note) : before;
        const written = { ...author, action: 'ship', expected: before.version, others: [] };
        return this.write({ ...stopped, shipped: variant }, written);
      });
    } catch (error) {
      // The variant is in the base Plan: who wrote in between is no reason to let the experiment run on.
      if (error instanceof ExperimentError && error.code === 'ABORTED') return this.ship(key, { variant, ...author });
      throw error;
    }
  }

  /**
   * Writes an allocated experiment with its next batch, as it follows from the version that was read. `ABORTED` where
   * somebody wrote since: another process that began the batch, or a person who stopped the experiment.
   */
  beginBatch({ experiment, reason }: NextBatch): Promise<Written> {
    const note = { who: 'allocation', reason, action: 'allocate', expected: experiment.version, others: [] };
    return this.inTurn(() => this.write(experiment, note));
  }

  /** Stops those whose end has come, so that their state and the log say so; they take no units from then on anyway. */
  async stopEnded(): Promise<readonly Experiment[]> {
    const now = this.options.clock();
    const over = (await this.list()).filter(({ state, end }) => state === 'running' && end !== null && end <= now);
    const stopped = [];
    for (const { key, version } of over) {
      const note = { to: 'stopped', version, who: 'schedule', reason: 'its end came' } as const;
      stopped.push((await this.transition(key, note)).experiment);
    }
    return stopped;
  }

  /** Every change of one experiment, the first first. */
  async audit(key: string): Promise<readonly AuditEntry[]> {
    await this.get(key);
    const entries: AuditEntry[] = [];
    for (;;) {
      const page = await this.options.records.audit({
        collection: experimentCollection,
        key,
        after: entries.at(-1)?.sequence ?? 0,
      });
      if (page.length === 0) return entries;
      entries.push(...page);
    }
  }

  /** Changes when any experiment does: who compiles them polls it. */
  lastChange(): Promise<number> {
    return this.options.records.lastChange(experimentCollection);
  }

  private async transitionOnce(key: string, { to, version, who, reason = '', action }: Transition): Promise<Written> {
    const before = await this.get(key);
    if (version !== undefined) checkVersion(before, version);
    const others = await this.list();
    const after = transition(before, to, { now: this.options.clock(), reason });
    if (to === 'running') await this.checked(definitionOf(before), others);
    return this.write(after, { who, reason, action: action ?? actions[to], expected: before.version, others });
  }

  private async checked(input: unknown, others: readonly Experiment[]): Promise<ExperimentDefinition> {
    const { definition, violations } = await checkExperiment(input, { checkPlan: this.options.checkPlan, others });
    if (definition === undefined) throw invalidExperiment(violations);
    return definition;
  }

  private async write(experiment: Experiment, writing: Writing): Promise<Written> {
    const now = this.options.clock();
    const version = writing.expected + 1;
    const value: Experiment = { ...experiment, version, updated_at: now };
    const result = await this.options.records.put({
      collection: experimentCollection,
      key: experiment.key,
      expected: writing.expected,
      value,
      note: { who: writing.who, at: now, action: writing.action, reason: writing.reason ?? '' },
    });
    if (result.kind === 'conflict') {
      if (writing.expected === 0) throw alreadyThere(experiment.key);
      throw stale(experiment.key, writing.expected, result.current?.version);
    }
    return { experiment: value, conflicts: planConflicts(value, writing.others) };
  }

  /** One change at a time in this process, for a change is checked against all the others. */
  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.lastWrite.then(change, change);
    this.lastWrite = turn.catch(() => undefined);
    return turn;
  }
}

interface Writing extends Author {
  readonly action: string;
  readonly expected: number;
  readonly others: readonly Experiment[];
}

const actions: Readonly<Record<ExperimentState, string>> = {
  draft: 'create',
  running: 'start',
  stopped: 'stop',
  archived: 'archive',
};

/** A record is what this room wrote; one of an older Weir gets the defaults of fields that it did not have. */
function toExperiment(value: unknown, version: number): Experiment {
  return { ...experimentSchema.parse(value), version };
}

function checkVersion({ key, version }: Experiment, read: number): void {
  if (version !== read) throw stale(key, read, version);
}

function stale(key: string, read: number, now: number | undefined): ExperimentError {
  return new ExperimentError(
    'ABORTED',
    `${key} was changed by somebody else: this edit is of version ${read}, it is at ${now ?? 'none'} now. ` +
      'Read it again, then make the change.',
  );
}

function alreadyThere(key: string): ExperimentError {
  return new ExperimentError(
    'ALREADY_EXISTS',
    `There is an experiment ${key} already: take another key, or edit that one by its version.`,
  );
}
