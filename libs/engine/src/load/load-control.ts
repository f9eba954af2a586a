import {
  Admission,
  type AdmissionLoad,
  type AdmissionObserver,
  type AdmissionParts,
  type Clock,
  Dimmer,
  Door,
} from '@weir/admission';
import type { Inference } from '@weir/inference';
import { LoopDelay } from './loop-delay.js';

/** Settings of `admission`; what each means, the schema says. */
export interface AdmissionConfiguration {
  readonly enabled: boolean;
  readonly target_ms: number;
  readonly least: number;
  readonly most: number;
  readonly queue: number;
  readonly wait_share: number;
  readonly batch_share: number;
}

/** What keeps a process from taking more than it can do. */
export interface LoadControl {
  /** Absent: everybody may begin. */
  readonly admission?: Admission;
  /** Absent with `admission`. */
  readonly door?: Door;
  /** How much of what answers can do without is done. */
  readonly dimmer: Dimmer;
  /** How late the process comes to what is ready, ms. */
  lateMs(): number;
  /** Undefined where everybody may begin. */
  load(): AdmissionLoad | undefined;
  close(): void;
}

export interface LoadControlParts {
  /** @defaultValue everybody may begin */
  readonly admission?: AdmissionConfiguration | undefined;
  readonly observer?: AdmissionObserver | undefined;
  readonly inference: Pick<Inference, 'rerankWaitMs'>;
  /** Of a search by the Plan in force, ms. */
  readonly deadlineMs: () => number;
}

/** How often it is looked whether the process is strained, ms. */
const everyMs = 50;
/** A reranking that would wait behind others for longer than this part of the deadline, */
const rerankWaitShare = 0.16;
/** all of this time, ms, has models enough to strain it: some searches that come at once do not. */
const standsMs = 100;
/** Without admission nobody waits in a line: the process itself being this late strains it, ms. */
const strainedLateMs = 20;

/** Begins to watch this process. */
export function openLoadControl({
  admission: settings,
  observer,
  inference,
  deadlineMs,
}: LoadControlParts): LoadControl {
  const delay = new LoopDelay();
  const lateMs = (): number => delay.lateMs();
  const isOn = settings?.enabled === true;
  const now = (): number => clock.now();
  const door = isOn ? new Door({ now, random: Math.random, ...(observer && { observer }) }) : undefined;
  const dimmer = new Dimmer(now);
  const telling = told({ door, dimmer, observer });
  const admission = isOn ? new Admission({ ...partsOf(settings), lateMs, observer: telling }) : undefined;
  /** When a reranking began to have to wait. */
  let waitsSince: number | undefined;
  const watch = setInterval(() => {
    const isLate = admission === undefined ? lateMs() > strainedLateMs : admission.isStrained();
    if (inference.rerankWaitMs() <= rerankWaitShare * deadlineMs()) waitsSince = undefined;
    else waitsSince ??= now();
    if (isLate || (waitsSince !== undefined && now() - waitsSince >= standsMs)) dimmer.strain();
  }, everyMs).unref();
  return {
    ...(admission && { admission }),
    ...(door && { door }),
    ...{ dimmer, lateMs },
    load: () => admission?.load(),
    close: () => {
      clearInterval(watch);
      delay.close();
    },
  };
}

function partsOf(settings: AdmissionConfiguration): AdmissionParts {
  const { least, most, queue, target_ms: targetMs, wait_share: waitShare, batch_share: batchShare } = settings;
  return { least, most, queue, targetMs, waitShare, batchShare, clock, random: Math.random };
}

interface Told {
  readonly door: Door | undefined;
  readonly dimmer: Dimmer;
  readonly observer: AdmissionObserver | undefined;
}

/**
 * The door goes by the refusals of shoppers: batch work is refused while they are not. Everybody is to be answered a
 * little less well before some are refused, so that a refusal is a strain.
 */
function told({ door, dimmer, observer }: Told): AdmissionObserver {
  return {
    began: (priority, waitedMs) => {
      door?.began();
      observer?.began(priority, waitedMs);
    },
    refused: (priority, reason) => {
      if (priority === 'interactive') {
        door?.refusedInside();
        dimmer.strain();
      }
      observer?.refused(priority, reason);
    },
  };
}

const clock: Clock = {
  now: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
