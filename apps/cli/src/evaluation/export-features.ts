import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Cascade, Plan } from '@weir/cascade';
import { seededRandom } from '@weir/evaluation';
import { compileFeatures } from '@weir/features';
import { writeWhole, writingWhole } from '@weir/files';
import { type FeatureList, featureList } from './feature-lists.js';
import type { JudgedQuery } from './judged-queries.js';
import { progressBar } from './progress.js';

/** What a query ranks: what is retrieved for it, or its judged products only. */
export type ListKind = 'retrieved' | 'pool';

export interface ExportOptions {
  readonly plan: Plan;
  /** One export after the other: of what is retrieved for each query, and of its judged products alone. */
  readonly lists: readonly ListKind[];
  /** In this order; absent: every declared feature. */
  readonly features?: readonly string[];
  /** Retrieved products without a judgment that are sampled as grade 0, a query. */
  readonly negatives: number;
  readonly seed: number;
  readonly folder: string;
}

export interface ExportReport {
  /** Lists with a row: a query has one or two. */
  readonly groups: number;
  readonly rows: number;
  readonly features: number;
}

/**
 * Writes judged products with their features for LightGBM: `features.tsv` (grade, then one column a feature, `nan` where
 * missing), `features.query` (rows a query), `features.names` and `features.ids.tsv` (query, product, grade, list),
 * rows in the same order; a list is `retrieved` or `pool`. A list without a row is left out.
 */
export async function exportFeatures(
  cascade: Cascade,
  queries: readonly JudgedQuery[],
  options: ExportOptions,
): Promise<ExportReport> {
  const compiled = compileFeatures(options.features);
  const random = seededRandom(options.seed);
  await mkdir(options.folder, { recursive: true });
  const file = (name: string): string => path.join(options.folder, name);
  await writeWhole(file('features.names'), compiled.names.map((name) => `${name}\n`).join(''));
  const tables = ['features.tsv', 'features.query', 'features.ids.tsv'].map(file);
  return writingWhole(tables, async ([table, groups, ids]) => {
    const bar = progressBar('features');
    let [rows, exported] = [0, 0];
    await ids!.write('query-id\tproduct-id\tgrade\tlist\n');
    const work = options.lists.flatMap((list) => queries.map((query) => ({ query, pool: list === 'pool' })));
    for (const [at, { query, pool }] of work.entries()) {
      const list = await featureList(cascade, query, { plan: options.plan, pool });
      const picked = [...list.judged, ...sample(list, options.negatives, random)];
      if (picked.length > 0) {
        const matrix = new Float64Array(list.input.candidates.ids.length * compiled.names.length);
        compiled.compute(list.input, matrix);
        const lines = picked.map(({ row, grade }) => `${grade}\t${rowText(matrix, row, compiled.names.length)}\n`);
        await table!.write(lines.join(''));
        const kind = pool ? 'pool' : 'retrieved';
        const named = picked.map(
          ({ row, grade }) => `${query.id}\t${list.input.candidates.ids[row]!}\t${grade}\t${kind}\n`,
        );
        await ids!.write(named.join(''));
        await groups!.write(`${picked.length}\n`);
        rows += picked.length;
        exported++;
      }
      bar.show(at + 1, work.length);
    }
    bar.end();
    return { groups: exported, rows, features: compiled.names.length };
  });
}

/** Draws rows without a judgment, log-uniform by place: as many from 1..10 as from 10..100, where mistakes cost most. */
function sample(
  { unjudged }: FeatureList,
  count: number,
  random: () => number,
): readonly { readonly row: number; readonly grade: 0 }[] {
  const left = [...unjudged];
  const drawn: { row: number; grade: 0 }[] = [];
  while (drawn.length < count && left.length > 0) {
    const [row] = left.splice(Math.floor(left.length ** random()) - 1, 1);
    drawn.push({ row: row!, grade: 0 });
  }
  return drawn;
}

function rowText(matrix: Float64Array, row: number, width: number): string {
  return Array.from(matrix.subarray(row * width, (row + 1) * width), (value) =>
    Number.isNaN(value) ? 'nan' : String(value),
  ).join('\t');
}
