import { flatRow, isAbsent, type RowFields } from '../row.js';
import { readNumber, readText, readTime } from '../values.js';

/** What a sample of rows shows of one field. Shares are of the rows that have it. */
export interface Column {
  readonly name: string;
  /** The name in lower case, words joined by `_`, without a leading `product_` or `item_`. */
  readonly key: string;
  /** Share of all rows that have the field. */
  readonly filled: number;
  readonly distinct: number;
  readonly numbers: number;
  readonly dates: number;
  readonly urls: number;
  readonly images: number;
  readonly lists: number;
  /** Values that are text: a scalar or a list of scalars. */
  readonly texts: number;
  /** Mean characters a value; of a list, of its longest item. */
  readonly length: number;
  /** Some of its values as text. */
  readonly examples: readonly string[];
}

/** Statistics of every field that a row of the sample has, in the order of first appearance. */
export function columnsOf(rows: readonly RowFields[]): Column[] {
  const tallies = new Map<string, Tally>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(flatRow(row))) {
      let tally = tallies.get(name);
      if (tally === undefined) tallies.set(name, (tally = new Tally()));
      if (!isAbsent(value)) tally.add(value);
    }
  }
  return [...tallies].map(([name, tally]) => tally.column(name, rows.length));
}

const exampleLimit = 200;

class Tally {
  private count = 0;
  private readonly seen = new Set<string>();
  private numbers = 0;
  private dates = 0;
  private urls = 0;
  private images = 0;
  private lists = 0;
  private texts = 0;
  private characters = 0;
  private readonly examples: string[] = [];

  add(value: unknown): void {
    this.count += 1;
    if (Array.isArray(value)) this.lists += 1;
    const reading = readText(value, '\n');
    if (reading === undefined || 'problem' in reading) return;
    const text = reading.value;
    this.texts += 1;
    this.seen.add(text);
    this.characters += Math.max(...text.split(Array.isArray(value) ? '\n' : '\0').map((item) => item.length));
    if (this.examples.length < exampleLimit) this.examples.push(text);
    if (/^(https?:)?\/\/\S+$/i.test(text)) this.urls += 1;
    if (/^\S+\.(jpe?g|png|webp|gif|avif)(\?\S*)?$/i.test(text)) this.images += 1;
    if (!Array.isArray(value)) {
      if (isValue(readNumber(value))) this.numbers += 1;
      if (isValue(readTime(value))) this.dates += 1;
    }
  }

  column(name: string, rows: number): Column {
    const share = (part: number): number => (this.count === 0 ? 0 : part / this.count);
    return {
      name,
      key: keyOf(name),
      filled: rows === 0 ? 0 : this.count / rows,
      distinct: share(this.seen.size),
      numbers: share(this.numbers),
      dates: share(this.dates),
      urls: share(this.urls),
      images: share(this.images),
      lists: share(this.lists),
      texts: share(this.texts),
      length: share(this.characters),
      examples: this.examples,
    };
  }
}

function isValue(reading: object | undefined): boolean {
  return reading !== undefined && 'value' in reading;
}

function keyOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/^(product|item)_(?=.)/, '');
}
