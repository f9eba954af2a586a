import type { OnModuleDestroy } from '@nestjs/common';
import type { GetSystemResponse } from '@weir/contracts';
import type { Metrics } from '@weir/telemetry';
import { ProcessSampler } from './process-sampler.js';
import { searchWindow } from './search-window.js';
import type { SystemFacts } from './system-facts.js';

export interface SystemParts {
  /** E.g. `weir serve`. */
  readonly name: string;
  readonly version: string;
  readonly metrics: Metrics;
  readonly facts: SystemFacts;
  /** Dashboard of the whole installation. */
  readonly grafanaUrl?: string | undefined;
}

/** How this process does, as the API tells it. */
export class SystemApi implements OnModuleDestroy {
  private readonly sampler: ProcessSampler;

  constructor(private readonly parts: SystemParts) {
    const none = { completed: 0, dropped: 0, waitedMs: 0 };
    this.sampler = new ProcessSampler(() => {
      const { completed, dropped, waitedMs } = parts.facts.inference?.() ?? none;
      return { completed, dropped, waitedMs };
    });
  }

  get(): GetSystemResponse {
    const { facts, metrics, grafanaUrl } = this.parts;
    const load = facts.inference?.();
    const catalogue = facts.catalogue?.();
    return {
      as_of_ms: Date.now(),
      process: this.process(),
      recent: searchWindow(metrics.searchWindows.recent(), facts),
      since_start: searchWindow(metrics.searchWindows.sinceStart(), facts),
      inference: load && this.inference(load),
      catalogue: catalogue && { products: catalogue.products, vectors_pending: catalogue.vectorsPending },
      models: facts.models().map(({ refused, ...model }) => ({
        ...model,
        ...{ refused: refused?.reference ?? '', cause: refused?.cause ?? '' },
      })),
      remote_stages: facts.remoteStages.map((remote) => ({ ...remote })),
      faults: metrics.faults.all().map(({ part, at, count }) => ({ part, at_ms: at, count })),
      grafana_url: grafanaUrl ?? '',
    };
  }

  onModuleDestroy(): void {
    this.sampler.close();
  }

  private process(): NonNullable<GetSystemResponse['process']> {
    const { at, cpuMs } = this.sampler.recent();
    const { rss, heapUsed } = process.memoryUsage();
    return {
      name: this.parts.name,
      version: this.parts.version,
      node_version: process.versions.node,
      started_at_ms: Math.round(performance.timeOrigin),
      memory_bytes: rss,
      heap_bytes: heapUsed,
      busy_cores: cpuMs / Math.max(1, at),
      loop_delay_p99_ms: this.sampler.loopDelayMs(),
    };
  }

  private inference({
    running,
    queued,
  }: NonNullable<ReturnType<NonNullable<SystemFacts['inference']>>>): NonNullable<GetSystemResponse['inference']> {
    const { completed, dropped, waitedMs } = this.sampler.recent();
    return { running, queued, completed, dropped, wait_ms: waitedMs / Math.max(1, completed + dropped) };
  }
}
