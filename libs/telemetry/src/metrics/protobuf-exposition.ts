import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Registry } from 'prom-client';
import { Distribution } from './distribution.js';
import type { Exemplar, ExposedFamily, ExposedValue } from './exposed-family.js';
import { type SparseBuckets, sparseSchema, zeroThreshold } from './sparse-buckets.js';

/** The one format that Prometheus takes native histograms in. */
export const protobufType =
  'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited';

/** Whether who sends this `Accept` header takes it, and before the text format. */
export function wantsProtobuf(accept: string): boolean {
  const [first = ''] = accept.split(',');
  const wanted = protobufType.split('; ');
  return wanted.every((part) => first.replaceAll(' ', '').split(';').includes(part));
}

/** Fields of `io/prometheus/client/metrics.proto` (github.com/prometheus/client_model). */
const types: Readonly<Record<string, number>> = { counter: 0, gauge: 1, summary: 2, untyped: 3, histogram: 4 };
const valueFields: Readonly<Record<string, number>> = { counter: 3, gauge: 2 };

/** Every metric, length before each: histograms with their classic and, where they have them, their native buckets. */
export async function protobufExposition(registry: Registry): Promise<Uint8Array> {
  const writer = new BinaryWriter();
  for (const family of (await registry.getMetricsAsJSON()) as unknown as readonly ExposedFamily[]) {
    const metric = registry.getSingleMetric(family.name);
    writer.fork();
    writer.uint32(tag(1)).string(family.name).uint32(tag(2)).string(family.help);
    writer.uint32(tag(3, WireType.Varint)).int32(types[family.type] ?? types['untyped']!);
    if (family.type === 'histogram') {
      for (const [labels, values] of byLabels(family.values)) {
        writer.uint32(tag(4)).fork();
        writeLabels(writer, 1, labels);
        writeHistogram(writer, values, metric instanceof Distribution ? metric.sparseOf(labels) : undefined);
        writer.join();
      }
    } else {
      for (const { labels, value } of family.values) {
        writer.uint32(tag(4)).fork();
        writeLabels(writer, 1, labels);
        writer.uint32(tag(valueFields[family.type] ?? 5)).fork();
        writer.uint32(tag(1, WireType.Bit64)).double(value).join().join();
      }
    }
    writer.join();
  }
  return writer.finish();
}

type Labels = ExposedValue['labels'];

/** The values of one series of a histogram together, its labels without `le`. */
function byLabels(values: readonly ExposedValue[]): readonly (readonly [Labels, readonly ExposedValue[]])[] {
  const groups = new Map<string, [Labels, ExposedValue[]]>();
  for (const value of values) {
    const own = Object.entries(value.labels).filter(([name]) => name !== 'le');
    const key = JSON.stringify(own.sort());
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [Object.fromEntries(own), [value]]);
    else group[1].push(value);
  }
  return [...groups.values()];
}

function writeHistogram(
  writer: BinaryWriter,
  values: readonly ExposedValue[],
  sparse: SparseBuckets | undefined,
): void {
  const ending = (suffix: string): number => values.find(({ metricName }) => metricName?.endsWith(suffix))?.value ?? 0;
  writer.uint32(tag(7)).fork();
  writer.uint32(tag(1, WireType.Varint)).uint64(ending('_count'));
  writer.uint32(tag(2, WireType.Bit64)).double(ending('_sum'));
  for (const { labels, value, exemplar } of values) {
    const bound = labels['le'];
    if (bound === undefined) continue;
    writer.uint32(tag(3)).fork();
    writer.uint32(tag(1, WireType.Varint)).uint64(value);
    writer.uint32(tag(2, WireType.Bit64)).double(bound === '+Inf' ? Infinity : Number(bound));
    if (exemplar) writeExemplar(writer, exemplar);
    writer.join();
  }
  if (sparse !== undefined) writeSparse(writer, sparse);
  writer.join();
}

function writeSparse(writer: BinaryWriter, sparse: SparseBuckets): void {
  const { spans, deltas } = sparse.encoded();
  writer.uint32(tag(5, WireType.Varint)).sint32(sparseSchema);
  writer.uint32(tag(6, WireType.Bit64)).double(zeroThreshold);
  writer.uint32(tag(7, WireType.Varint)).uint64(sparse.zeros);
  for (const { offset, length } of spans) {
    writer.uint32(tag(12)).fork();
    writer.uint32(tag(1, WireType.Varint)).sint32(offset).uint32(tag(2, WireType.Varint)).uint32(length).join();
  }
  for (const delta of deltas) writer.uint32(tag(13, WireType.Varint)).sint64(delta);
}

function writeExemplar(writer: BinaryWriter, { labelSet, value, timestamp }: Exemplar): void {
  writer.uint32(tag(3)).fork();
  writeLabels(writer, 1, labelSet);
  writer.uint32(tag(2, WireType.Bit64)).double(value);
  const seconds = Math.floor(timestamp);
  writer.uint32(tag(3)).fork();
  writer.uint32(tag(1, WireType.Varint)).int64(seconds);
  writer
    .uint32(tag(2, WireType.Varint))
    .int32(Math.round((timestamp - seconds) * 1e9))
    .join();
  writer.join();
}

function writeLabels(writer: BinaryWriter, field: number, labels: Labels): void {
  for (const [name, value] of Object.entries(labels)) {
    writer.uint32(tag(field)).fork();
    writer.uint32(tag(1)).string(name).uint32(tag(2)).string(String(value)).join();
  }
}

function tag(field: number, type: WireType = WireType.LengthDelimited): number {
  return field * 8 + type;
}
