import { isDeepStrictEqual } from 'node:util';
import { loadSearchService } from '@weir/cascade';
import { loadEventService } from '@weir/events';
import { batchAttribute, loadExperimentService } from '@weir/experiments';
import { faultLog, type Log } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';
import type { ExperimentEngine } from '../open-experiment-engine.js';
import { eventRecorder, type RecorderParts } from './event-recorder.js';
import { showExperiments } from './show-experiments.js';

export interface ExperimentServiceParts extends RecorderParts {
  readonly log: Log;
  /** How old the numbers of experiments in metrics may be, ms; 0: there are none. */
  readonly resultsMs: number;
}

/** ExperimentService with OFREP, PlanService, EventService and QueryService. */
export async function experimentServices(
  engine: ExperimentEngine,
  parts: ExperimentServiceParts,
): Promise<readonly DynamicModule[]> {
  const { EventApi, EventModule, QueryApi, QueryModule } = await loadEventService();
  const { PlanApi, PlanModule } = await loadSearchService();
  const { ExperimentApi, ExperimentModule } = await loadExperimentService();
  const recorder = eventRecorder(engine, parts);
  const { book, running } = engine.experiments;
  const { basePlan } = engine;
  engine.served.watch(() => parts.recorded?.());
  const tellFault = faultLog(parts.log);
  showExperiments(parts.metrics, {
    running,
    moments: (query) => engine.served.flush().then(() => engine.storage.events.moments(query)),
    currencies: (most) => engine.storage.events.currencies(most),
    everyMs: parts.resultsMs,
    onFault: (error) => {
      parts.metrics.faulted('experiments');
      tellFault('experiments', error, {}, 'experiments could not be counted for the metrics');
    },
  });
  const experiments = new ExperimentApi({
    book,
    running: {
      evaluate: (request) => running.evaluate(request),
      evaluateAndKeep: (request) => running.evaluateAndKeep(request),
      effectivePlan: (overlays) => running.planOf(engine.plan(), overlays),
      find: (key) => running.all().find((each) => each.key === key && each.state === 'running'),
    },
    events: {
      // What was served a moment ago counts in the results.
      moments: (query) => engine.served.flush().then(() => engine.storage.events.moments(query)),
      credit: (query) => engine.served.flush().then(() => engine.storage.events.credit(query)),
      baseline: (query) => engine.served.flush().then(() => engine.storage.events.baseline(query)),
      audience: (query) => engine.served.flush().then(() => engine.storage.events.audience(query)),
      exposureAttributes: (query) => engine.served.flush().then(() => engine.storage.events.exposureAttributes(query)),
    },
    basePlan: {
      ship: async (shipped, overlay, author) => {
        const written = await basePlan.book.ship(shipped, overlay, author);
        await basePlan.refresh();
        return written;
      },
      isShipped: async (wanted) => isDeepStrictEqual((await basePlan.book.current()).shipped, wanted),
      changedSince: (at) => basePlan.changedSince(at),
    },
    refresh: () => engine.experiments.refresh(),
    expose: ({ experiment, phase, variant, unit, batch }) => {
      if (variant === null) return;
      const exposure = {
        ...{ experiment, phase, variant, unit: engine.hashUnit(unit), at: Date.now(), reached: true },
        ...(batch !== undefined && { attributes: { [batchAttribute]: batch } }),
      };
      engine.served.note([], [exposure]);
    },
    now: Date.now,
  });
  const plan = new PlanApi({
    book: basePlan.book,
    configured: basePlan.configured,
    lay: (overrides) => basePlan.lay(overrides),
    problem: () => basePlan.problem(),
    refresh: () => basePlan.refresh(),
  });
  const queries = new QueryApi({
    store: {
      // What was served a moment ago counts.
      queries: (query) => engine.served.flush().then(() => engine.storage.events.queries(query)),
      queryDetail: (query) => engine.served.flush().then(() => engine.storage.events.queryDetail(query)),
    },
    keepsWords: parts.events.keep_queries,
    now: Date.now,
  });
  return [
    PlanModule.of(plan),
    EventModule.of(new EventApi({ recorder, metrics: parts.metrics })),
    QueryModule.of(queries),
    ExperimentModule.of(experiments),
  ];
}
