import { analyzerVersion } from '@weir/text';
import type { ProductIndex } from '../product-index.js';
import { numericFields } from '../../numeric-fields.js';
import type { NumericField } from '../../numeric-fields.js';
import type { About } from './save.js';
import { SectionReader } from './section-file.js';
import { SnapshotError } from './snapshot-error.js';
import { readStrings } from './strings.js';

/**
 * Fills an empty index with what `saveSnapshot` wrote; resolves with the note. Its big arrays are views on the file's
 * bytes.
 * @throws SnapshotError if the file is not whole, of another format, or its fields or analyzer are not the index's.
 */
export async function loadSnapshot(source: string, index: ProductIndex): Promise<unknown> {
  const { schema } = index;
  const reader = await SectionReader.open(source);
  const about = reader.about as About;
  if (about.analyzer !== analyzerVersion || about.fields.join('\n') !== schema.fields.join('\n')) {
    throw new SnapshotError(
      'schema',
      `${source} was made for the fields ${about.fields.join(', ')} (analyzer ${about.analyzer})`,
    );
  }
  index.table.adopt({
    ids: readStrings(reader, 'ids'),
    versions: reader.float64('versions'),
    brands: reader.uint32('brands'),
    lengths: reader.uint16('lengths'),
    numbers: Object.fromEntries(numericFields.map((field) => [field, reader.float64(field)])) as Record<
      NumericField,
      Float64Array
    >,
    words: reader.uint32('words'),
  });
  index.values.adopt(
    readStrings(reader, 'value.fields'),
    reader.uint32('value.fieldOf'),
    readStrings(reader, 'value.shown'),
  );
  index.vectors.adopt(reader.uint8('vectors.present'), reader.float32('vectors'), about.dimensions);
  adoptTerms(index, reader, about);
  return about.note;
}

function adoptTerms(index: ProductIndex, reader: SectionReader, about: About): void {
  const hashes = reader.uint32('term.hashes');
  index.dictionary.adopt({
    hashes,
    frequencies: reader.uint32('term.frequencies'),
    terms: readStrings(reader, 'terms'),
    forms: readStrings(reader, 'forms'),
    formTerms: reader.uint32('form.terms'),
  });
  const ends = reader.uint32('term.ends');
  const offsets = new Uint32Array(ends.length + 1);
  offsets.set(ends, 1);
  const segment = {
    terms: Uint32Array.from(hashes, (_, ordinal) => ordinal),
    offsets,
    entries: reader.uint32('postings'),
    slots: Uint32Array.from({ length: about.products }, (_, slot) => slot),
  };
  const removedVersions = reader.float64('removed.versions');
  const removals = readStrings(reader, 'removed.ids').map((id, at) => [id, removedVersions[at]!] as const);
  index.adopt(segment, removals, about.lastVersion);
  for (const sorting = index.order.sort(); sorting.next().done !== true;);
}
