import { Rung, type SearchResponse, type TextRange } from '@weir/contracts';
import { matchedTexts } from './matched-texts.js';
import { marked, printable, type Screen } from './screen.js';

type Ranked = SearchResponse['products'][number];

const barWidth = 24;
const explained = 5;

/** An answer for people: the products, matched words and why (if they were asked for), facets, and where the time went. */
export function showAnswer(answer: SearchResponse, screen: Screen): string {
  const sections = [
    answer.corrections.map(({ from, to }) => `"${from}" was read as "${to}"\n`).join(''),
    answer.products.length === 0 ? 'nothing found\n' : products(answer.products, screen),
    matchedTexts(answer.products, screen),
    answer.products.some(({ explanation }) => explanation !== undefined) ? explanations(answer.products) : '',
    answer.facets.map(facet).join(''),
    timings(answer),
    answer.degraded.map(degraded).join(''),
    `${answer.total} products match; ${answer.cached ? 'from the page cache, ' : ''}${rungTexts[answer.rung] ?? ''}${answer.took_ms.toFixed(1)} ms\n`,
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function products(ranked: readonly Ranked[], screen: Screen): string {
  const scores = (['bm25', 'cosine', 'fused', 'ranker', 'reranker'] as const).filter((stage) =>
    ranked.some(({ scores: given }) => given?.[stage] !== undefined),
  );
  const all: readonly Column[] = [
    { header: '', cells: ranked.map(({ position }) => String(position)), right: true },
    { header: 'id', cells: ranked.map(({ product }) => product?.id ?? ''), most: 16 },
    { header: title, cells: ranked.map(({ product }) => product?.title ?? ''), matched: ranked.map(matchedTitle) },
    { header: 'brand', cells: ranked.map(({ product }) => product?.brand ?? ''), most: 16 },
    { header: 'price', cells: ranked.map(({ product }) => priceOf(product)), right: true },
    ...scores.map((stage) => ({
      header: stage,
      cells: ranked.map(({ scores: given }) => given?.[stage]?.toFixed(3) ?? '-'),
      right: true as const,
    })),
  ];
  return table(
    all.filter(({ cells }) => cells.some((cell) => cell !== '')),
    screen,
  );
}

const title = 'title';

interface Column {
  readonly header: string;
  readonly cells: readonly string[];
  readonly right?: true;
  /** Characters at most; what is longer is cut. */
  readonly most?: number;
  /** Ranges of each cell that are shown as matched. */
  readonly matched?: readonly (readonly TextRange[])[];
}

function matchedTitle({ highlights }: Ranked): readonly TextRange[] {
  return highlights.find(({ field }) => field === title)?.fragments[0]?.ranges ?? [];
}

function priceOf(product: Ranked['product']): string {
  if (product?.price === undefined) return '';
  return `${product.price.toFixed(2)}${product.currency ? ` ${product.currency}` : ''}`;
}

/** Columns as wide as their widest cell; the title gives way where the line is too short. */
function table(columns: readonly Column[], screen: Screen): string {
  const widths = columns.map(({ header, cells, most = Infinity }) =>
    Math.min(most, Math.max(...[header, ...cells].map((cell) => Array.from(cell).length))),
  );
  const titleAt = columns.findIndex(({ header }) => header === title);
  const others = widths.reduce((sum, width, column) => sum + (column === titleAt ? 0 : width + 2), 0);
  if (titleAt >= 0) widths[titleAt] = Math.min(widths[titleAt]!, Math.max(20, screen.columns - others));
  const shown = (given: string, at: number, matched: readonly TextRange[] = []): string => {
    const width = widths[at]!;
    const text = printable(given);
    const letters = Array.from(text);
    const kept = letters.length > width ? letters.slice(0, width - 1).join('') : text;
    const cut = marked(kept, matched, screen) + (kept === text ? '' : '…');
    const padding = ' '.repeat(Math.max(0, width - letters.length));
    return columns[at]!.right ? padding + cut : cut + padding;
  };
  const rows = columns[0]?.cells ?? [];
  const lines = [
    columns.map(({ header }, at) => shown(header, at)),
    ...rows.map((_, row) => columns.map(({ cells, matched }, at) => shown(cells[row]!, at, matched?.[row]))),
  ];
  return lines.map((line) => `${line.join('  ').trimEnd()}\n`).join('');
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

/** How much of the cascade made the list, where it was not all of it. */
const rungTexts: Readonly<Partial<Record<Rung, string>>> = {
  [Rung.RUNG_WINDOW]: 'reranked in part, ',
  [Rung.RUNG_CACHED_SCORES]: 'reranked by cached scores alone, ',
  [Rung.RUNG_RANKER]: 'in the order of the ranker, ',
  [Rung.RUNG_RETRIEVAL]: 'in the order of retrieval, ',
  [Rung.RUNG_LAST_GOOD]: 'the last good list of an earlier search, ',
};

function degraded({ stage, cause, detail }: SearchResponse['degraded'][number]): string {
  const name = stage.replace('STAGE_', '').toLowerCase();
  return `degraded: ${name} (${cause.replace('DEGRADED_CAUSE_', '').toLowerCase()}): ${detail}\n`;
}
