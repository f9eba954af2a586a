import { type TreeEnsemble, ZERO_THRESHOLD } from '../ensemble.js';
import { TreeModelError } from '../errors.js';
import { scanInteger, scanNumber } from './number.js';

/** Lines that the format is told from, as in LightGBM. */
export const SAMPLE_LINES = 32;

/** Reads lines of one data file. */
export interface RowFormat {
  readonly kind: 'tsv' | 'csv' | 'libsvm';
  /**
   * Writes a line's features.
   *
   * @param line without its newline, not blank.
   * @param place line number, from 1, for messages.
   * @param row featureCount values, overwritten.
   * @throws TreeModelError when the line cannot be read.
   */
  read(line: string, place: number, row: Float64Array): void;
}

type Model = Pick<TreeEnsemble, 'format' | 'featureCount' | 'labelIndex'>;

/**
 * Tells how a data file without a header is written, by the rules of LightGBM's command line (`Parser::CreateParser`): a
 * colon means LibSVM (indices from 0), else tabs, else commas. The label stands in the model's label column; it may be
 * left out. For XGBoost models a feature that LibSVM leaves out is missing, for LightGBM it is zero.
 *
 * @param sample the first lines that are not blank, `SAMPLE_LINES` of them or all.
 * @throws TreeModelError when it is none of these, or has the wrong number of columns.
 */
export function detectRowFormat(sample: readonly string[], model: Model): RowFormat {
  const [first = '', second = first] = sample;
  if (first.includes(':') || second.includes(':')) return libsvm(first, model);
  const delimiter = ['\t', ','].find((mark) => first.includes(mark) && count(first, mark) === count(second, mark));
  if (delimiter === undefined) {
    throw new TreeModelError(
      'bad-row',
      'The data is neither tab- nor comma-separated nor LibSVM. Give one row a line, all with the same number of columns, and no header.',
      { line: 1 },
    );
  }
  return delimited(first, delimiter, model);
}

function delimited(first: string, delimiter: string, model: Model): RowFormat {
  const columns = count(first, delimiter) + 1;
  const label = columns === model.featureCount ? -1 : model.labelIndex;
  const expected = model.featureCount + Number(label >= 0);
  if (columns !== expected) throw wrongWidth(columns, model.featureCount, 1);
  return {
    kind: delimiter === '\t' ? 'tsv' : 'csv',
    read: (line, place, row) => {
      row.fill(0);
      let column = 0;
      // One step a cell; a line that ends in a delimiter ends in an empty cell.
      for (let at = 0; at <= line.length; column++) {
        const { value, end } = scan(line, at, place);
        if (end < line.length && line[end] !== delimiter) throw unreadable(line, end, place);
        at = end + 1;
        if (column === label) continue;
        // LightGBM leaves out what is zero to it, and an empty cell at the end of a line (elsewhere that is missing).
        const zero = Math.abs(value) <= ZERO_THRESHOLD || (at > line.length && line.endsWith(delimiter));
        const kept = model.format === 'xgboost' || !zero;
        const feature = column - Number(label >= 0 && column > label);
        if (kept && feature < row.length) row[feature] = value;
      }
      if (column !== columns) throw wrongWidth(column, model.featureCount, place);
    },
  };
}

function libsvm(first: string, model: Model): RowFormat {
  const space = first.trim().search(/\s/);
  const labelled = space < 0 || space < first.trim().indexOf(':');
  const absent = model.format === 'xgboost' ? NaN : 0;
  return {
    kind: 'libsvm',
    read: (line, place, row) => {
      row.fill(absent);
      let at = labelled ? skipBlanks(line, scan(line, 0, place).end) : skipBlanks(line, 0);
      while (at < line.length) {
        const index = scanInteger(line, at);
        at = skipBlanks(line, index.end);
        if (Number.isNaN(index.value) || line[at] !== ':') throw unreadable(line, at, place);
        const { value, end } = scan(line, at + 1, place);
        if (index.value < row.length) row[index.value] = value;
        at = skipBlanks(line, end);
      }
    },
  };
}

function scan(line: string, at: number, place: number): { value: number; end: number } {
  try {
    return scanNumber(line, at);
  } catch (error) {
    if (!(error instanceof TreeModelError)) throw error;
    throw new TreeModelError('bad-row', `Line ${place}: ${error.message}`, { line: place });
  }
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ' || line[at] === '\t') at++;
  return at;
}

function count(line: string, mark: string): number {
  return line.split(mark).length - 1;
}

function unreadable(line: string, at: number, place: number): TreeModelError {
  const near = JSON.stringify(line.slice(at, at + 20));
  const message = `Line ${place} cannot be read at column ${at + 1}, near ${near}. Is it in another format than the first line?`;
  return new TreeModelError('bad-row', message, { line: place });
}

function wrongWidth(columns: number, features: number, line: number): TreeModelError {
  const message = `Line ${line} has ${columns} columns; the model has ${features} features, so ${features + 1} with a label are expected, or ${features} without.`;
  return new TreeModelError('bad-row', message, { line });
}
