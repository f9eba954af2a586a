import type { AppliedRule, RuleMove } from '@weir/merchandising';
import type { Facet } from '@weir/retrieval';
import type { MatchedTerm } from './highlight/matched-terms.js';
import { type Rung, rungs } from './rung.js';
import type { Degraded, StageScores } from './search.js';

/** Numbers kept for each candidate of a list; NaN where it did not reach the stage. `before`: its place, from 1, before rules. */
const columnNames = [
  'bm25',
  'cosine',
  'fused',
  'ranker',
  'reranker',
  'retrievalPosition',
  'rankerPosition',
  'before',
] as const;
type Column = (typeof columnNames)[number];

/** Parallel to the list's ids. */
type Columns = Readonly<Record<Column, Float64Array>>;

/** The ordered list that pages are cut from: everything of an answer but its products. */
export interface RankedList {
  /** Under which it is kept, in the cache and in page tokens. */
  readonly key: string;
  /** Version of the catalogue that it was computed from. */
  readonly catalogue: string;
  /** Best first. */
  readonly ids: readonly string[];
  readonly columns: Columns;
  /** How many from the top the reranker ordered, before rules. */
  readonly window: number;
  /** How much of the Plan's cascade made it. */
  readonly rung: Rung;
  readonly total: number;
  readonly facets: readonly Facet[];
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
  /** What products were matched by, for those who highlight it. */
  readonly matched: readonly MatchedTerm[];
  readonly degraded: readonly Degraded[];
  /** Of an interleaved list: a letter an id, `a` the control's pick, `b` its challenger's, `-` nobody's. */
  readonly teams?: string;
  /** Fingerprint of the merchandising rules that acted; absent where none did. */
  readonly rules?: string;
  readonly moves?: readonly RuleMove[];
  readonly applied?: readonly AppliedRule[];
}

export function scoresAt(list: RankedList, index: number): StageScores {
  const scores: Record<string, number> = {};
  for (const name of ['bm25', 'cosine', 'fused', 'ranker', 'reranker'] as const) {
    const value = list.columns[name][index]!;
    if (!Number.isNaN(value)) scores[name] = value;
  }
  return scores;
}

/** Bytes: length of the JSON head (uint32, little endian), the head, then the columns as float64 one after the other. */
export function encodeList({ columns, ...head }: RankedList): Uint8Array {
  const json = Buffer.from(JSON.stringify(head));
  const rows = head.ids.length;
  const bytes = Buffer.allocUnsafe(4 + json.length + columnNames.length * rows * 8);
  bytes.writeUInt32LE(json.length, 0);
  json.copy(bytes, 4);
  columnNames.forEach((name, index) => {
    const column = columns[name];
    const source = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
    source.copy(bytes, 4 + json.length + index * rows * 8);
  });
  return bytes;
}

/** The list, or undefined for bytes of another format (an older version of Weir may have written them). */
export function decodeList(bytes: Uint8Array): RankedList | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 4) return undefined;
  const headEnd = 4 + buffer.readUInt32LE(0);
  if (buffer.length < headEnd) return undefined;
  const head = JSON.parse(buffer.toString('utf8', 4, headEnd)) as Omit<RankedList, 'columns'>;
  const rows = head.ids.length;
  if (
    !Array.isArray(head.matched) ||
    !rungs.includes(head.rung) ||
    buffer.length !== headEnd + columnNames.length * rows * 8
  )
    return undefined;
  const column = (index: number): Float64Array => {
    // A copy, because a Float64Array must start at a multiple of 8 bytes.
    const start = headEnd + index * rows * 8;
    return new Float64Array(Uint8Array.from(buffer.subarray(start, start + rows * 8)).buffer);
  };
  const columns = Object.fromEntries(columnNames.map((name, index) => [name, column(index)])) as Record<
    Column,
    Float64Array
  >;
  return { ...head, columns };
}
