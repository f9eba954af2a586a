import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { loadSync, type ServiceDefinition } from '@grpc/proto-loader';

/** A span as the collector got it. Ids are hexadecimal; a span without a parent has ''. */
export interface ReceivedSpan {
  /** `service.name` of the process. */
  readonly service: string;
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** 2: it failed. */
  readonly status: number;
  /** ns since 1970. */
  readonly start: bigint;
  readonly end: bigint;
}

/** Takes traces as OTLP over HTTP, protobuf, as any OpenTelemetry collector does. */
export interface Collector {
  /** Base address. */
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** Bodies as they came, for what must not be in them. */
  readonly bodies: readonly Buffer[];
  /** Of requests that were not answered. */
  readonly held: () => number;
  /** Resolves with the spans once `enough` says so. Rejects after half a minute. */
  until(enough: (spans: readonly ReceivedSpan[]) => boolean): Promise<readonly ReceivedSpan[]>;
  close(): Promise<void>;
}

/** `hangs`: reads what comes and never answers. */
export async function startCollector({ hangs = false } = {}): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const bodies: Buffer[] = [];
  let held = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (hangs) held++;
      else take(request, body, response);
    });
  });
  const take = (request: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    if (request.url !== '/v1/traces' || request.headers['content-type'] !== 'application/x-protobuf') {
      response.writeHead(400).end();
      return;
    }
    bodies.push(body);
    spans.push(...decode(body));
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  };
  // A test that fails must not keep Jest.
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    bodies,
    held: () => held,
    until: async (enough) => {
      for (const end = Date.now() + 30_000; !enough(spans);) {
        if (Date.now() > end)
          throw new Error(`not enough spans came: ${JSON.stringify(spans.map(({ name }) => name))}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      return spans;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Attribute {
  readonly key: string;
  readonly value: {
    readonly value: string;
  } & Readonly<Record<string, string | number | boolean>>;
}

interface Message {
  readonly resource_spans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scope_spans: readonly {
      readonly spans: readonly {
        readonly trace_id: Buffer;
        readonly span_id: Buffer;
        readonly parent_span_id: Buffer;
        readonly name: string;
        readonly kind: number;
        readonly start_time_unix_nano: string;
        readonly end_time_unix_nano: string;
        readonly attributes: readonly Attribute[];
        readonly status: { readonly code: number } | null;
      }[];
    }[];
  }[];
}

const protocol = loadSync(path.join(__dirname, 'trace_service.proto'), {
  keepCase: true,
  longs: String,
  defaults: true,
  arrays: true,
  oneofs: true,
});
const service = protocol['opentelemetry.proto.collector.trace.v1.TraceService'] as ServiceDefinition;

function decode(body: Buffer): readonly ReceivedSpan[] {
  const { resource_spans: resources } = service['Export']!.requestDeserialize(body) as Message;
  return resources.flatMap(({ resource, scope_spans: scopes }) => {
    const process = String(attributesOf(resource.attributes)['service.name']);
    return scopes.flatMap(({ spans }) =>
      spans.map((span) => ({
        service: process,
        name: span.name,
        kind: span.kind,
        traceId: span.trace_id.toString('hex'),
        spanId: span.span_id.toString('hex'),
        parentId: span.parent_span_id.toString('hex'),
        attributes: attributesOf(span.attributes),
        status: span.status?.code ?? 0,
        start: BigInt(span.start_time_unix_nano),
        end: BigInt(span.end_time_unix_nano),
      })),
    );
  });
}

function attributesOf(attributes: readonly Attribute[]): ReceivedSpan['attributes'] {
  return Object.fromEntries(
    attributes.map(({ key, value }) => {
      const given = value[value.value]!;
      return [key, value.value === 'int_value' ? Number(given) : given];
    }),
  );
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
