import { writeFile } from 'node:fs/promises';
import type { Cascade, Plan } from '@weir/cascade';
import type { ListKind } from './export-features.js';
import type { JudgedQuery } from './judged-queries.js';
import { progressBar } from './progress.js';

/**
 * Writes the windows that the reranker of the Plan scores, for fitting a blend: a TSV of query, list (`retrieved`, or
 * `pool` for that of the judged products only), product, grade, rank_score and rerank_logit. Products without a
 * judgment are left out.
 */
export async function exportWindows(
  cascade: Cascade,
  queries: readonly JudgedQuery[],
  { plan, lists, file }: { readonly plan: Plan; readonly lists: readonly ListKind[]; readonly file: string },
): Promise<number> {
  const bar = progressBar('windows');
  const lines = ['query\tlist\tproduct\tgrade\trank_score\trerank_logit'];
  for (const [at, query] of queries.entries()) {
    for (const list of lists) {
      const { products } = await cascade.search(
        { query: query.text, plan },
        {
          ...(list === 'pool' && { only: [...query.judgments.keys()] }),
          depth: plan.reranker.window,
          cache: false,
          unhurried: true,
        },
      );
      for (const { product, scores } of products) {
        const grade = query.judgments.get(product.id);
        if (grade === undefined || scores.ranker === undefined || scores.reranker === undefined) continue;
        lines.push([query.id, list, product.id, grade, scores.ranker, scores.reranker].join('\t'));
      }
    }
    bar.show(at + 1, queries.length);
  }
  bar.end();
  await writeFile(file, `${lines.join('\n')}\n`);
  return lines.length - 1;
}
