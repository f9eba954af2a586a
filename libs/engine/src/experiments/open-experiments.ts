import { layPlan, type Plan, type Shipped } from '@weir/cascade';
import {
  type CheckPlan,
  type Experiment,
  ExperimentBook,
  type GlobalHoldout,
  StickyAssignments,
  stickyInDocuments,
} from '@weir/experiments';
import type { EventStore, Storage } from '@weir/storage';
import type { ModelShelf } from '../model-shelf.js';
import { BatchAllocation } from './allocate-batches.js';
import { RunningExperiments } from './running-experiments.js';

/** How often what other processes changed is looked for, ms. */
const pollMs = 1000;

export interface ExperimentsParts {
  readonly storage: Pick<Storage, 'records' | 'documents'>;
  /** Moments of events, what was served a moment ago counted. */
  readonly moments: EventStore['moments'];
  /** Keyed hash of a shopper or session id: what is kept of a unit never names it. */
  readonly hashId: (id: string) => string;
  readonly models: ModelShelf;
  /** The base Plan in force. */
  readonly plan: () => Plan;
  /** The variant that the base Plan in force came of, where it did. */
  readonly shipped: () => Shipped | undefined;
  readonly holdout: GlobalHoldout | null;
  /** Wall clock, ms since the Unix epoch. */
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
  /** Told when others are in force, whichever process wrote them. */
  readonly onChange: () => void;
}

/** The experiments of one process: those that are kept, and those that are assigned. */
export interface Experiments {
  readonly book: ExperimentBook;
  readonly running: RunningExperiments;
  /** Puts what is kept in force; the next search sees it. */
  refresh(): Promise<void>;
  /** Deletes the variants that a shopper and these units, by their keyed hashes, have kept. */
  forget(shopperId: string, units: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the experiments: those that run are assigned, with their models loaded, when it resolves. */
export async function openExperiments(parts: ExperimentsParts): Promise<Experiments> {
  const { storage, models, now, holdout, onFault, onChange } = parts;
  const book = new ExperimentBook({ records: storage.records, clock: now, checkPlan: checkPlanOf(parts) });
  const sticky = new StickyAssignments({
    store: stickyInDocuments(storage.documents, parts.hashId),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
    onError: onFault,
  });
  const running = new RunningExperiments({ models, now, sticky });
  let seen = -1;
  let refreshing: Promise<void> = Promise.resolve();

  const readAgain = async (): Promise<void> => {
    const last = await book.lastChange();
    if (last === seen) return;
    running.replace(await book.list(), holdout);
    if (seen !== -1) onChange();
    seen = last;
  };
  // One after the other: an older reading must not come after a newer one.
  const refresh = (): Promise<void> => {
    const turn = refreshing.then(readAgain);
    refreshing = turn.catch(() => undefined);
    return turn;
  };
  await refresh();
  await preload(parts, running.all());

  const allocation = new BatchAllocation({ book, moments: parts.moments, now });
  const poll = async (): Promise<void> => {
    await refresh();
    const isOver = running.all().some(({ state, end }) => state === 'running' && end !== null && end <= now());
    if (isOver && (await book.stopEnded()).length > 0) await refresh();
    if (await finishShipping(book, running.all(), parts.shipped())) await refresh();
    if ((await allocation.run(running.all())).length > 0) await refresh();
  };
  let polling: Promise<void> | undefined;
  const timer = setInterval(() => {
    // A slow store must not make them pile up.
    polling ??= poll()
      .catch(onFault)
      .finally(() => {
        polling = undefined;
      });
  }, pollMs).unref();
  return {
    book,
    running,
    refresh,
    forget: (shopperId, units) => sticky.forget(shopperId, units),
    close: async () => {
      clearInterval(timer);
      await polling;
      await refreshing;
      await sticky.flush();
    },
  };
}

/** Stops the experiment whose variant is in the base Plan already: whoever shipped it was interrupted before that. */
async function finishShipping(
  book: ExperimentBook,
  experiments: readonly Experiment[],
  shipped: Shipped | undefined,
): Promise<boolean> {
  const open = experiments.find(({ key, phase, state }) => {
    return state === 'running' && key === shipped?.experiment && phase === shipped.phase;
  });
  if (open === undefined || shipped === undefined) return false;
  await book.ship(open.key, { variant: shipped.variant, who: 'shipping', reason: 'its variant is the base Plan' });
  return true;
}

/** A variant's Plan may be written if it lays over the base Plan and all of its models load. */
function checkPlanOf({ models, plan }: ExperimentsParts): CheckPlan {
  return async (partial, path) => {
    const laid = await layPlan(models, plan(), { partial, path });
    if (laid.violations !== undefined) return laid.violations;
    try {
      await models.load(laid.plan);
      return [];
    } catch {
      return [{ field: path, description: 'names a model that cannot be loaded: weir models verify says why' }];
    }
  };
}

/** So that the first shopper of a variant does not wait for its models. What cannot be loaded degrades its stage. */
async function preload(parts: ExperimentsParts, experiments: readonly Experiment[]): Promise<void> {
  const variants = experiments.filter(({ state }) => state === 'running').flatMap((each) => each.variants);
  for (const { plan: partial } of variants) {
    try {
      const laid = await layPlan(parts.models, parts.plan(), { partial });
      if (laid.plan !== undefined) await parts.models.hold(laid.plan);
    } catch (error) {
      parts.onFault(error);
    }
  }
}
