import type { SearchResponse } from '@weir/contracts';
import { marked, printable, type Screen } from './screen.js';

type Ranked = SearchResponse['products'][number];

/** The pieces of each product's texts in which words of the query were matched, its title left out; empty if there are none. */
export function matchedTexts(ranked: readonly Ranked[], screen: Screen): string {
  return ranked
    .flatMap(({ position, highlights }) =>
      highlights
        .filter(({ field }) => field !== 'title')
        .map(({ field, fragments }) => {
          const pieces = fragments.map(({ text, ranges }) => marked(printable(text), ranges, screen));
          return `${String(position).padStart(3)}  ${field}: ${pieces.join(' … ')}\n`;
        }),
    )
    .join('');
}
