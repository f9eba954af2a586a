import { Counter, Registry, type RegistryContentType } from 'prom-client';
import { AdmissionMetrics } from './metrics/admission-metrics.js';
import { CacheMetrics } from './metrics/cache-metrics.js';
import { ClusterMetrics } from './metrics/cluster-metrics.js';
import { EventMetrics } from './metrics/event-metrics.js';
import { InferenceMetrics } from './metrics/inference-metrics.js';
import { firstSeen } from './metrics/label.js';
import { openMetricsExposition, openMetricsType } from './metrics/openmetrics-exposition.js';
import { collectProcessMetrics } from './metrics/process-metrics.js';
import { protobufExposition, protobufType } from './metrics/protobuf-exposition.js';
import { ReadWhenAsked } from './metrics/read-when-asked.js';
import { RequestMetrics } from './metrics/request-metrics.js';
import { SearchMetrics } from './metrics/search-metrics.js';
import { FaultTally } from './recent/fault-tally.js';
import type { SearchObservation } from './recent/search-tally.js';
import { SearchWindows } from './recent/search-windows.js';

/** What is counted and timed in this process, for Prometheus to read. `docs/metrics.md` has every metric. */
export class Metrics {
  private readonly registry = takingExemplars();
  /** Searches as people read them: the last minutes, and since the start. */
  readonly searchWindows = new SearchWindows(() => performance.now());
  /** What failed without failing a request. */
  readonly faults = new FaultTally();
  /** Who was let in, and how much was done for them. */
  readonly admission = new AdmissionMetrics(this.registry);
  readonly requests = new RequestMetrics(this.registry);
  readonly events = new EventMetrics(this.registry);
  readonly inference = new InferenceMetrics(this.registry);
  readonly cache = new CacheMetrics(this.registry);
  readonly cluster = new ClusterMetrics(this.registry);
  readonly whenAsked = new ReadWhenAsked(this.registry);
  private readonly searches = new SearchMetrics(this.registry);
  private readonly writes = new Counter({
    name: 'weir_catalogue_writes_total',
    help: 'Products written, patched, deleted and refused.',
    labelNames: ['kind'],
    registers: [this.registry],
  });
  private readonly faultCounter = new Counter({
    name: 'weir_faults_total',
    help: 'Parts that failed without failing a request: stages, vectors, snapshot, index, models, experiments, behaviour.',
    labelNames: ['part'],
    registers: [this.registry],
  });
  private readonly part = firstSeen(24);

  constructor() {
    collectProcessMetrics(this.registry);
    this.registry.setContentType(Registry.PROMETHEUS_CONTENT_TYPE);
  }

  searched(search: SearchObservation): void {
    this.searchWindows.note((tally) => {
      tally.searched(search);
    });
    this.searches.searched(search);
  }

  searchFailed(code: string): void {
    this.searchWindows.note((tally) => {
      tally.searchFailed();
    });
    this.searches.failed(code);
  }

  wrote(kind: 'upserted' | 'patched' | 'deleted' | 'refused', products: number): void {
    this.writes.inc({ kind }, products);
  }

  cacheRead(cache: 'pages' | 'scores', reads: { readonly hits: number; readonly misses: number }): void {
    this.searchWindows.note((tally) => {
      tally.cacheRead(cache, reads);
    });
    this.cache.read(cache, reads);
  }

  /** A part failed without failing anybody's request. */
  faulted(part: string): void {
    this.faults.note(part, Date.now());
    this.faultCounter.inc({ part: this.part(part) });
  }

  /** The same for who takes native histograms (`wantsProtobuf`). */
  async protobuf(): Promise<{ readonly contentType: string; readonly bytes: Uint8Array }> {
    return { contentType: protobufType, bytes: await protobufExposition(this.registry) };
  }

  /** The same for who takes exemplars (`wantsOpenMetrics`). */
  async openMetrics(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: openMetricsType, text: await openMetricsExposition(this.registry) };
  }

  /** The text that `GET /metrics` answers, and its content type. */
  async exposition(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }
}

/** For prom-client takes exemplars only where a registry was of this type when a metric was made. */
function takingExemplars(): Registry {
  const registry = new Registry();
  (registry as Registry<RegistryContentType>).setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  return registry;
}
