import { writeFile } from 'node:fs/promises';
import type { Cascade, Plan } from '@weir/cascade';
import type { JudgedQuery } from './judged-queries.js';
import { progressBar } from './progress.js';

/**
 * Writes the windows that the reranker of the Plan scores, for fitting a blend: a TSV of query, product, grade,
 * rank_score and rerank_logit. Products without a judgment are left out.
 */
export async function exportWindows(
  cascade: Cascade,
  queries: readonly JudgedQuery[],
  { plan, pool, file }: { readonly plan: Plan; readonly pool: boolean; readonly file: string },
): Promise<number> {
  const bar = progressBar('windows');
  const lines = ['query\tproduct\tgrade\trank_score\trerank_logit'];
  for (const [at, query] of queries.entries()) {
    const { products } = await cascade.search(
      { query: query.text, plan },
      {
        ...(pool && { only: [...query.judgments.keys()] }),
        depth: plan.reranker.window,
        cache: false,
        unhurried: true,
      },
    );
    for (const { product, scores } of products) {
      const grade = query.judgments.get(product.id);
      if (grade === undefined || scores.ranker === undefined || scores.reranker === undefined) continue;
      lines.push([query.id, product.id, grade, scores.ranker, scores.reranker].join('\t'));
    }
    bar.show(at + 1, queries.length);
  }
  bar.end();
  await writeFile(file, `${lines.join('\n')}\n`);
  return lines.length - 1;
}
