import { analyzerVersion } from '@weir/text';
import { numericFields } from '../../numeric-fields.js';
import type { ProductIndex } from '../product-index.js';
import type { Segment } from '../postings.js';
import { blockWords } from '../word-store.js';
import { compactPostings } from './compact.js';
import type { CompactTerms } from './compact.js';
import { SectionWriter } from './section-file.js';
import { writeStrings } from './strings.js';

/** What a snapshot says of itself. */
export interface About {
  readonly fields: readonly string[];
  readonly analyzer: number;
  readonly lastVersion: number;
  readonly products: number;
  readonly dimensions: number;
  /** See `saveSnapshot`. */
  readonly note?: unknown;
}

/**
 * Writes the live products as they are now to one file, without dead weight. Searches and writes go on meanwhile; what
 * is written later has a version above the snapshot's.
 * @param note JSON that is found again in the same file
 */
export async function saveSnapshot(index: ProductIndex, target: string, note?: unknown): Promise<void> {
  await index.holding(async () => {
    index.seal();
    const capture: Capture = {
      index,
      slots: Uint32Array.from(index.slots.values()).sort(),
      segments: index.segments,
      values: index.values.size,
      removals: index.removals(),
    };
    const about: About = {
      fields: index.schema.fields,
      analyzer: analyzerVersion,
      lastVersion: index.lastVersion,
      products: capture.slots.length,
      dimensions: index.vectors.dimensions,
      note,
    };
    const writer = await SectionWriter.create(target);
    try {
      await writeProducts(writer, capture);
      await writeTerms(writer, capture);
      await writer.finish(about);
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  });
}

interface Capture {
  readonly index: ProductIndex;
  /** Live when the snapshot began; ascending. Their place here is their slot in the snapshot. */
  readonly slots: Uint32Array;
  readonly segments: readonly Segment[];
  readonly values: number;
  readonly removals: readonly (readonly [id: string, version: number])[];
}

async function writeProducts(writer: SectionWriter, { index, slots, values, removals }: Capture): Promise<void> {
  const { table, vectors } = index;
  await writeStrings(
    writer,
    'ids',
    Array.from(slots, (slot) => table.ids[slot]!),
  );
  await writer.section('versions', [Float64Array.from(slots, (slot) => table.versions[slot]!)]);
  await writer.section('brands', [Uint32Array.from(slots, (slot) => table.brands[slot]!)]);
  for (const field of numericFields)
    await writer.section(field, [Float64Array.from(slots, (slot) => table.numbers[field][slot]!)]);
  const stride = table.stride;
  const lengths = (slot: number): Uint16Array => table.lengths.subarray(slot * stride, (slot + 1) * stride);
  await writer.section('lengths', each(slots, lengths));
  await writer.section('words', wordBlocks(index, slots));
  await writeStrings(writer, 'value.fields', index.values.fields);
  await writeStrings(writer, 'value.shown', index.values.shown.slice(0, values));
  await writer.section('value.fieldOf', [Uint32Array.from(index.values.fieldOf.slice(0, values))]);
  await writeStrings(
    writer,
    'removed.ids',
    removals.map(([id]) => id),
  );
  await writer.section('removed.versions', [Float64Array.from(removals, ([, version]) => version)]);
  await writer.section('vectors.present', [Uint8Array.from(slots, (slot) => vectors.present[slot] ?? 0)]);
  await writer.section('vectors', vectorBlocks(index, slots));
}

async function writeTerms(writer: SectionWriter, { index, slots, segments }: Capture): Promise<void> {
  const { dictionary, table } = index;
  const renumbered = new Int32Array(table.size).fill(-1);
  slots.forEach((slot, at) => {
    renumbered[slot] = at;
  });
  let compact: CompactTerms = { kept: [], frequencies: [], ends: [] };
  await writer.section(
    'postings',
    (function* () {
      compact = yield* compactPostings(segments, renumbered, dictionary);
    })(),
  );
  const { kept, frequencies, ends } = compact;
  await writer.section('term.ends', [Uint32Array.from(ends)]);
  await writer.section('term.frequencies', [Uint32Array.from(frequencies)]);
  await writer.section('term.hashes', [Uint32Array.from(kept, (ordinal) => dictionary.hashes[ordinal]!)]);
  await writeStrings(
    writer,
    'terms',
    kept.map((ordinal) => dictionary.terms[ordinal]!),
  );
  const renamed = new Int32Array(dictionary.size).fill(-1);
  kept.forEach((ordinal, at) => {
    renamed[ordinal] = at;
  });
  const forms = dictionary.formTerms
    .map((ordinal, form) => [form, renamed[ordinal] ?? -1] as const)
    .filter(([, term]) => term >= 0);
  await writeStrings(
    writer,
    'forms',
    forms.map(([form]) => dictionary.forms[form]!),
  );
  await writer.section('form.terms', [Uint32Array.from(forms, ([, term]) => term)]);
}

function* each<T>(slots: Uint32Array, of: (slot: number) => T): Generator<T> {
  for (const slot of slots) yield of(slot);
}

/** The words of all products, none straddling two blocks of the store that will adopt them. */
function* wordBlocks({ table }: ProductIndex, slots: Uint32Array): Generator<Uint32Array> {
  let used = 0;
  for (const slot of slots) {
    const words = table.words.read(table.addresses[slot]!, table.wordCount(slot));
    if (used + words.length > blockWords) {
      yield new Uint32Array(blockWords - used);
      used = 0;
    }
    used += words.length;
    yield words;
  }
}

/** A row a product, zeros where it has no vector; nothing if none has one. */
function* vectorBlocks({ vectors }: ProductIndex, slots: Uint32Array): Generator<Float32Array> {
  if (vectors.dimensions === 0) return;
  const rows = 256;
  for (let from = 0; from < slots.length; from += rows) {
    const some = slots.subarray(from, from + rows);
    const block = new Float32Array(some.length * vectors.dimensions);
    some.forEach((slot, row) => {
      const vector = vectors.get(slot);
      if (vector !== undefined) block.set(vector, row * vectors.dimensions);
    });
    yield block;
  }
}
