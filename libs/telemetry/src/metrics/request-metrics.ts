import { Counter, type Registry } from 'prom-client';
import { requestBuckets } from './buckets.js';
import { firstSeen } from './label.js';
import { Latency } from './latency.js';

/** A call that was answered. */
export interface AnsweredCall {
  readonly api: 'grpc' | 'http';
  /** `weir.v1.SearchService/Search` or `GET /v1/search`: the pattern, never what stood in its place. */
  readonly route: string;
  /** `OK`, or `200`. */
  readonly code: string;
  readonly ms: number;
}

/** Calls of both APIs. */
export class RequestMetrics {
  private readonly calls: Counter<'api' | 'route' | 'code'>;
  private readonly time: Latency<'api' | 'route'>;
  private readonly code = firstSeen(48);

  constructor(registry: Registry) {
    this.calls = new Counter({
      name: 'weir_requests_total',
      help: 'Calls that were answered, by api (grpc, http), rpc or route, and status; what leads nowhere has the route other.',
      labelNames: ['api', 'route', 'code'],
      registers: [registry],
    });
    this.time = new Latency({
      name: 'weir_request_seconds',
      help: 'Time until a call was answered, all of a stream.',
      labels: ['api', 'route'],
      buckets: requestBuckets,
      registry,
    });
  }

  answered({ api, route, code, ms }: AnsweredCall): void {
    this.calls.inc({ api, route, code: this.code(code) });
    this.time.observe({ api, route }, ms);
  }
}
