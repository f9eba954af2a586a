import type { SearchResponse } from '@weir/contracts';

type Ranked = SearchResponse['products'][number];

const barWidth = 24;
const explained = 5;

/** An answer for people: the products, why (if it was asked for), facets, and where the time went. */
export function showAnswer(answer: SearchResponse, columns: number): string {
  const sections = [
    answer.corrections.map(({ from, to }) => `"${from}" was read as "${to}"\n`).join(''),
    answer.products.length === 0 ? 'nothing found\n' : products(answer.products, columns),
    answer.products.some(({ explanation }) => explanation !== undefined) ? explanations(answer.products) : '',
    answer.facets.map(facet).join(''),
    timings(answer),
    answer.degraded.map(degraded).join(''),
    `${answer.total} products match; ${answer.cached ? 'from the page cache, ' : ''}${answer.took_ms.toFixed(1)} ms\n`,
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function products(ranked: readonly Ranked[], columns: number): string {
  const scores = (['bm25', 'cosine', 'fused', 'ranker', 'reranker'] as const).filter((stage) =>
    ranked.some(({ scores: given }) => given?.[stage] !== undefined),
  );
  const header = ['', 'id', 'title', 'brand', 'price', ...scores];
  const rows = ranked.map(({ position, product, scores: given }) => [
    String(position),
    product?.id ?? '',
    product?.title ?? '',
    product?.brand ?? '',
    product?.price === undefined ? '' : `${product.price.toFixed(2)}${product.currency ? ` ${product.currency}` : ''}`,
    ...scores.map((stage) => given?.[stage]?.toFixed(3) ?? '-'),
  ]);
  return table([header, ...rows], columns);
}

/** Columns as wide as their widest cell, numbers to the right; id, title and brand give way where the line is too short. */
function table(rows: readonly (readonly string[])[], columns: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => Array.from(row[column]!).length)));
  widths[1] = Math.min(widths[1]!, 16);
  widths[3] = Math.min(widths[3]!, 16);
  const others = widths.reduce((sum, width, column) => sum + (column === 2 ? 0 : width + 2), 0);
  widths[2] = Math.min(widths[2]!, Math.max(20, columns - others));
  const cell = (text: string, column: number): string => {
    const width = widths[column]!;
    const letters = Array.from(text);
    const cut = letters.length > width ? `${letters.slice(0, width - 1).join('')}…` : text;
    const padding = ' '.repeat(width - Array.from(cut).length);
    return column === 0 || column > 3 ? padding + cut : cut + padding;
  };
  return rows.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('');
}

function explanations(ranked: readonly Ranked[]): string {
  return ranked
    .map(({ position, explanation }) => {
      const { positions, features = [], expected } = explanation ?? {};
      const path = (['retrieval', 'ranker', 'reranker'] as const)
        .filter((stage) => positions?.[stage] !== undefined)
        .map((stage) => `${stage} ${positions?.[stage] ?? ''}`);
      const effects = features
        .slice(0, explained)
        .map(
          ({ name, value, contribution }) =>
            `${signed(contribution)} ${name}=${value === undefined ? 'missing' : Number(value.toPrecision(4))}`,
        );
      const sum =
        effects.length === 0
          ? ''
          : `\n     ${signed(expected ?? 0)} expected, ${effects.join(', ')}${features.length > explained ? ', ...' : ''}`;
      return `${String(position).padStart(3)}  ${path.join(' -> ')}${sum}\n`;
    })
    .join('');
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}

function facet({ field, values }: SearchResponse['facets'][number]): string {
  return `${field}: ${values.map(({ value, count }) => `${value} (${count})`).join(', ') || 'no values'}\n`;
}

/** One bar a stage: how much of its budget it took. */
function timings({ timings: stages }: SearchResponse): string {
  return stages
    .map(({ stage, ms, budget_ms: budget, candidates_in: before, candidates_out: after }) => {
      const share = budget === undefined ? 0 : Math.min(1, ms / budget);
      const bar =
        budget === undefined ? ' '.repeat(barWidth) : '#'.repeat(Math.round(share * barWidth)).padEnd(barWidth, '.');
      const allowed = budget === undefined ? '' : `of ${budget.toFixed(0)} ms`;
      const name = stage.replace('STAGE_', '').toLowerCase();
      return (
        `${name.padEnd(9)} ${ms.toFixed(1).padStart(7)} ms ${allowed.padEnd(10)} ${bar}  ${before} -> ${after}`.trimEnd() +
        '\n'
      );
    })
    .join('');
}

function degraded({ stage, cause, detail }: SearchResponse['degraded'][number]): string {
  const name = stage.replace('STAGE_', '').toLowerCase();
  return `degraded: ${name} (${cause.replace('DEGRADED_CAUSE_', '').toLowerCase()}): ${detail}\n`;
}
