import { readFile } from 'node:fs/promises';
import {
  type CatalogueMapping,
  guessMapping,
  mappingFromYaml,
  type Row,
  RowError,
  type RowFields,
  sampleRows,
  toProduct,
} from '@weir/catalogue';

/** Rows that a mapping is guessed from and tried on. */
const sampleSize = 1000;

/** A sample of the catalogue file, as rows that could be parsed. */
export async function sampleOf(file: string): Promise<readonly RowFields[]> {
  const rows = await sampleRows(file, sampleSize);
  const fields = rows.flatMap((row) => ('fields' in row ? [row.fields] : []));
  if (fields.length === 0) throw new Error(`${file} has no row that can be read${firstFault(rows)}.`);
  return fields;
}

/** The mapping that the user names, else the one guessed from the sample. */
export async function mappingFor(sample: readonly RowFields[], mappingFile?: string): Promise<CatalogueMapping> {
  return mappingFile === undefined ? guessMapping(sample) : mappingFromYaml(await readFile(mappingFile, 'utf8'));
}

/** Whether a mapping makes a product of any of the rows. */
export function fits(sample: readonly RowFields[], mapping: CatalogueMapping): boolean {
  return sample.some((row) => faultOf(row, mapping) === undefined);
}

/** Throws, with what to do, if a mapping makes a product of none of the rows. */
export function requireFit(sample: readonly RowFields[], mapping: CatalogueMapping, file: string): void {
  if (fits(sample, mapping)) return;
  const reason = faultOf(sample[0]!, mapping) ?? '';
  throw new Error(
    `The mapping of this catalogue does not fit ${file} (first row: ${reason}). Index it as a new catalogue with ` +
      '--replace, or name a mapping with --mapping; --print-mapping shows one that fits.',
  );
}

function faultOf(row: RowFields, mapping: CatalogueMapping): string | undefined {
  try {
    toProduct(row, mapping);
    return undefined;
  } catch (error) {
    if (error instanceof RowError) return error.message;
    throw error;
  }
}

function firstFault(rows: readonly Row[]): string {
  const first = rows.find((row) => 'fault' in row);
  return first === undefined ? '' : `: line ${first.line} ${first.fault}`;
}
