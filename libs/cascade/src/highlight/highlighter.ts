import type { Product } from '@weir/catalogue';
import { beginningOf } from './cut.js';
import { bestStretches, type MarkedStretch } from './fragments.js';
import { type Highlight, highlightable, type HighlightedField, type Highlighting } from './highlighting.js';
import { Marker } from './marks.js';
import type { MatchedTerm } from './matched-terms.js';
import { toHtml } from './to-html.js';

/** UTF-16 units of a field that are looked at, those that a whole field is shown with, and those looked at on one page. */
const readUnits = 50_000;
const wholeUnits = 10_000;
const pageUnits = 1_000_000;

const defaultFragments = 3;
const defaultSize = 120;

/** Shows what one search matched in the products of a page. */
export class Highlighter {
  private readonly marker: Marker;
  private readonly worth = new Map<number, number>();
  private readonly fields: readonly HighlightedField[];
  private readonly tags: readonly [string, string];
  private left = pageUnits;

  constructor(terms: readonly MatchedTerm[], { fields, preTag, postTag }: Highlighting, indexed: readonly string[]) {
    this.marker = new Marker(terms);
    for (const { word, worth } of terms) this.worth.set(word, Math.max(worth, this.worth.get(word) ?? 0));
    const all = highlightable(indexed).filter((field) => field !== 'brand');
    this.fields = fields.length > 0 ? fields : all.map((field) => ({ field }));
    this.tags = [preTag ?? '<em>', postTag ?? '</em>'];
  }

  /** Fields in which nothing was matched are left out. */
  of(product: Product): readonly Highlight[] {
    return this.fields.flatMap((wanted): readonly Highlight[] => {
      const stretches = this.stretchesOf(textOf(product, wanted.field), wanted);
      return stretches.length === 0 ? [] : [{ field: wanted.field, fragments: stretches }];
    });
  }

  private stretchesOf(whole: string, { field, fragments, fragmentSize }: HighlightedField): Highlight['fragments'] {
    const count = fragments ?? (field === 'title' || field === 'brand' ? 0 : defaultFragments);
    const text = beginningOf(whole, Math.min(count === 0 ? wholeUnits : readUnits, this.left));
    this.left -= text.length;
    // What a cut inside of a word leaves of it is no word.
    const isWhole = /^\s?$/.test(whole.charAt(text.length));
    const marks = this.marker.marksOf(text).filter(({ end }) => end < text.length || isWhole);
    if (marks.length === 0) return [];
    const stretches =
      count === 0
        ? [{ start: 0, end: text.length, marks }]
        : bestStretches(text, marks, { count, size: fragmentSize ?? defaultSize, worth: this.worth });
    return stretches.map((stretch) => this.fragmentOf(text, stretch));
  }

  private fragmentOf(text: string, { start, end, marks }: MarkedStretch): Highlight['fragments'][number] {
    const piece = text.slice(start, end);
    const ranges = marks.map((mark) => ({ start: mark.start - start, end: mark.end - start }));
    return { text: piece, start, ranges, html: toHtml(piece, ranges, this.tags) };
  }
}

function textOf({ title, brand, text }: Product, field: string): string {
  if (field === 'title') return title;
  return field === 'brand' ? (brand ?? '') : (text[field] ?? '');
}
