import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Cascade, Plan, Trace } from '@weir/cascade';
import { writeWhole } from '@weir/files';
import type { ListKind } from './export-features.js';
import type { JudgedQuery } from './judged-queries.js';
import { progressBar } from './progress.js';

/**
 * Writes the windows that the reranker of the Plan scores, for fitting a blend: a TSV of query, list (`retrieved`, or
 * `pool` for that of the judged products only), product, grade, rank_score, rerank_logit, and a column for each feature
 * that the ranker reads, `nan` where missing. The grade of a product without a judgment is empty. The folder is made.
 */
export async function exportWindows(
  cascade: Cascade,
  queries: readonly JudgedQuery[],
  { plan, lists, file }: { readonly plan: Plan; readonly lists: readonly ListKind[]; readonly file: string },
): Promise<number> {
  await mkdir(path.dirname(file), { recursive: true });
  const bar = progressBar('windows');
  const lines: string[] = [];
  let features: readonly string[] = [];
  for (const [at, query] of queries.entries()) {
    for (const list of lists) {
      const trace = await cascade.trace(
        { query: query.text, plan },
        list === 'pool' ? { only: [...query.judgments.keys()] } : {},
      );
      features = trace.ranked?.features ?? features;
      lines.push(...windowRows(trace, plan.reranker.window, query, list));
    }
    bar.show(at + 1, queries.length);
  }
  bar.end();
  const columns = ['query', 'list', 'product', 'grade', 'rank_score', 'rerank_logit', ...features];
  await writeWhole(file, `${[columns.join('\t'), ...lines].join('\n')}\n`);
  return lines.length;
}

function windowRows({ orders, ranked, logits }: Trace, window: number, query: JudgedQuery, list: ListKind): string[] {
  if (ranked === undefined || logits === undefined) return [];
  const rowOf = new Map(orders.retrieve.map((id, row) => [id, row]));
  const width = ranked.features.length;
  return orders.rank.slice(0, window).flatMap((id) => {
    const row = rowOf.get(id)!;
    if (Number.isNaN(logits[row]!)) return [];
    const grade = query.judgments.get(id) ?? '';
    const values = Array.from(ranked.matrix.subarray(row * width, (row + 1) * width), (value) =>
      Number.isNaN(value) ? 'nan' : value,
    );
    return [[query.id, list, id, grade, ranked.scores[row]!, logits[row]!, ...values].join('\t')];
  });
}
