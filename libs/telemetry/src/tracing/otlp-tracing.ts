import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import { hostname } from 'node:os';
import type {
  RequestAbout,
  RequestSpan,
  SpanAttributes,
  TracedProcess,
  TraceIds,
  TraceSpan,
  Tracing,
} from './tracing.js';

export interface OtlpOptions {
  /** Where spans are posted. */
  readonly url: string;
  /** See `TraceSettings.sample_ratio`. */
  readonly ratio: number;
}

/** Spans that wait to be sent; more are dropped, so that a collector that is gone costs a bounded memory. */
const mostWaiting = 4096;
const sendEveryMs = 1000;
/** How long one batch may take, tries together, ms. */
const sendMs = 5000;
/** How long a process that stops waits for its last spans, ms. */
const lastMs = 2000;

const none: TraceSpan = { set: () => undefined, fail: () => undefined };

/**
 * Spans by the OpenTelemetry SDK, sent in batches as OTLP (protobuf over HTTP) beside the work. The span under way is
 * kept in a storage of this object, not in OpenTelemetry's globals.
 */
export class OtlpTracing implements Tracing {
  private readonly under = new AsyncLocalStorage<Context>();
  private readonly propagator = new W3CTraceContextPropagator();
  private readonly provider: BasicTracerProvider;
  private readonly tracer: Tracer;

  constructor({ url, ratio }: OtlpOptions, { name, version, onLost }: TracedProcess) {
    setGlobalErrorHandler(onLost);
    const exporter = new OTLPTraceExporter({ url, timeoutMillis: sendMs });
    this.provider = new BasicTracerProvider({
      resource: resourceFromAttributes({
        'service.name': name,
        'service.namespace': 'weir',
        'service.version': version,
        'service.instance.id': `${hostname()}:${process.pid}`,
      }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
      spanProcessors: [
        new BatchSpanProcessor(exporter, {
          maxQueueSize: mostWaiting,
          scheduledDelayMillis: sendEveryMs,
          exportTimeoutMillis: sendMs,
        }),
      ],
    });
    this.tracer = this.provider.getTracer('weir', version);
  }

  begin({ name, attributes, ...carrier }: RequestAbout): RequestSpan {
    const above = this.propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
    const span = this.tracer.startSpan(name, { kind: SpanKind.SERVER, attributes: { ...attributes } }, above);
    const context = trace.setSpan(above, span);
    let hasEnded = false;
    return {
      ...told(span),
      run: (work) => this.under.run(context, work),
      end: () => {
        if (!hasEnded) span.end();
        hasEnded = true;
      },
    };
  }

  async span<T>(name: string, work: (span: TraceSpan) => Promise<T>): Promise<T> {
    const above = this.under.getStore();
    if (above === undefined) return work(none);
    const span = this.tracer.startSpan(name, {}, above);
    try {
      return await this.under.run(trace.setSpan(above, span), () => work(told(span)));
    } finally {
      span.end();
    }
  }

  annotate(attributes: SpanAttributes): void {
    this.current()?.setAttributes({ ...attributes });
  }

  ids(): TraceIds | undefined {
    const span = this.current();
    if (span?.isRecording() !== true) return undefined;
    const { traceId, spanId } = span.spanContext();
    return { trace_id: traceId, span_id: spanId };
  }

  headers(): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {};
    const context = this.under.getStore();
    if (context !== undefined) this.propagator.inject(context, headers, defaultTextMapSetter);
    return headers;
  }

  async shutdown(): Promise<void> {
    const flushed = this.provider.shutdown().catch(() => undefined);
    let alarm: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (alarm = setTimeout(resolve, lastMs)));
    await Promise.race([flushed, late]);
    clearTimeout(alarm);
  }

  private current(): Span | undefined {
    const context = this.under.getStore();
    const span = context && trace.getSpan(context);
    return span !== undefined && isSpanContextValid(span.spanContext()) ? span : undefined;
  }
}

function told(span: Span): TraceSpan {
  return {
    set: (attributes) => void span.setAttributes({ ...attributes }),
    fail: (message) => void span.setStatus({ code: SpanStatusCode.ERROR, message }),
  };
}
