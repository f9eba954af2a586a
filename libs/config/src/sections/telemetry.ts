import { z } from 'zod';
import { section } from './section.js';

/** What a process tells others of what it does, beside its log and the metrics that are fetched. */
export const telemetrySection = section({
  traces: section({
    endpoint: z
      .url()
      .regex(/^https?:/, 'must be http(s)://host:port, the base address of the collector')
      .optional()
      .describe(
        'Collector that OpenTelemetry traces are sent to, OTLP over HTTP, e.g. `http://127.0.0.1:4318`; `/v1/traces` is added. Absent: `OTEL_EXPORTER_OTLP_ENDPOINT` of the environment; without that, no traces.',
      )
      .meta({ standard: 'OTEL_EXPORTER_OTLP_ENDPOINT' }),
    sample_ratio: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe(
        'Share of the requests that are traced; a request whose `traceparent` says whether it is, is treated so.',
      ),
  }),
});

/** What `GET /metrics` tells beside what this process counts by itself. */
export const metricsSection = section({
  results_ms: z
    .int()
    .min(0)
    .max(86_400_000)
    .default(15_000)
    .describe(
      'How old the numbers of experiments in `GET /metrics` may be before they are counted again, ms; 0: they are not there.',
    ),
});
