import path from 'node:path';
import type { Loaded } from '@weir/config';
import { shippedModels } from '@weir/registry';
import { faultLog, type Log, type Metrics, type Tracing } from '@weir/telemetry';
import type { z } from 'zod';
import { cacheObserver } from './cache-observer.js';
import { inferenceObserver } from './services/show-inference.js';
import { firstMapping } from './catalogue/first-catalogue.js';
import type { weirConfiguration } from './configuration.js';
import type { EngineChange, EngineOptions, OpeningStep } from './engine.js';
import { sharedCacheOptions } from './shared-cache-options.js';

/** The configuration of a process. */
export type Configuration = Loaded<z.output<typeof weirConfiguration>>;

export interface Observers {
  readonly metrics: Metrics;
  readonly log: Log;
  /** Absent where traces are off. */
  readonly tracing?: Tracing | undefined;
  /** Told what takes long while the engine opens. */
  readonly progress?: (step: OpeningStep) => void;
  /** Told of what is another now. */
  readonly changed?: (what: EngineChange) => void;
}

/** An engine as the configuration wants it, what happens in it counted and logged. */
export function engineOptions(
  { values, given }: Configuration,
  { metrics, log, tracing, progress, changed }: Observers,
): EngineOptions {
  const tellFault = faultLog(log);
  const fills = values.catalogue.file !== undefined || values.demo.enabled;
  return {
    dataDir: path.resolve(values.data_dir),
    registryDir: registryDir(values),
    plan: given['plan'] ?? {},
    ...(values.catalogue.mapping !== undefined && { mapping: values.catalogue.mapping }),
    ...(fills && { firstMapping: () => firstMapping(values) }),
    backends: values,
    inferenceThreads: values.inference.threads,
    stages: values.stages,
    cacheBytes: values.cache.bytes,
    sharedCache: sharedCacheOptions(values.cache),
    cacheObserver: cacheObserver(metrics, log),
    admission: values.admission,
    admissionObserver: {
      began: (priority, waitedMs) => {
        metrics.admission.began(priority, waitedMs);
      },
      refused: (priority, reason) => {
        metrics.admission.refused(priority, reason);
      },
    },
    inferenceObserver: inferenceObserver(metrics),
    onClusterCall: (call) => {
      metrics.cluster.called(call);
    },
    behaviourDays: values.events.behaviour_days,
    keepQueries: values.events.keep_queries,
    shadowShare: values.shadow.share,
    onLostEntries: (entries, error) => {
      metrics.events.recorded('lost', entries);
      log.error({ entries, err: error }, 'searches or exposures could not be kept');
    },
    holdout: { share: values.experiments.holdout_share, seed: values.experiments.holdout_seed },
    onFault: ({ part, error, ...about }) => {
      const text =
        part === 'models'
          ? 'what was promoted cannot be served: the model before serves on'
          : 'part of a search or of indexing failed';
      metrics.faulted(part);
      tellFault(part, error, { part, ...about }, text);
    },
    onPromotion: (change) => {
      log.info(change, 'another model is served');
    },
    onChange: changed,
    tracing,
    ...(progress !== undefined && { progress }),
  };
}

/** Folder of the models that the configuration names. */
export function registryDir({ models_dir: folder }: Configuration['values']): string {
  return folder === undefined ? shippedModels() : path.resolve(folder);
}
