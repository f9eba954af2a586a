import { type Stretch, stretchAround } from './cut.js';
import type { Mark } from './marks.js';

/** A stretch of a text with the marks in it, offsets of the whole text. */
export interface MarkedStretch extends Stretch {
  readonly marks: readonly Mark[];
}

interface Wanted {
  /** At most this many, 1 or more. */
  readonly count: number;
  /** UTF-16 units each. */
  readonly size: number;
  /** What a word of the query is worth, by its number. */
  readonly worth: ReadonlyMap<number, number>;
}

/**
 * The stretches of a text that say most of the query, in the order of the text, none overlapping another. Each is chosen
 * as the run of marks, no longer than `size`, whose distinct words are worth most; of equals the one with more marks, then
 * the first.
 */
export function bestStretches(text: string, marks: readonly Mark[], wanted: Wanted): readonly MarkedStretch[] {
  let gaps: readonly Gap[] = [{ start: 0, end: text.length, marks }];
  const chosen: MarkedStretch[] = [];
  while (chosen.length < wanted.count) {
    const best = gaps.map((gap) => bestRun(gap, wanted)).reduce(better);
    if (best === undefined) break;
    const { gap, from, to } = best;
    const core = { start: gap.marks[from]!.start, end: gap.marks[to - 1]!.end };
    const stretch = stretchAround(text, core, gap, wanted.size);
    const within = gap.marks.filter(({ start, end }) => start >= stretch.start && end <= stretch.end);
    chosen.push({ ...stretch, marks: within });
    gaps = gaps.flatMap((each) => (each === gap ? around(gap, stretch) : [each]));
  }
  return chosen.sort((a, b) => a.start - b.start);
}

/** A part of the text that no chosen stretch has, with the marks that lie in it. */
interface Gap extends Stretch {
  readonly marks: readonly Mark[];
}

/** Marks `from` to `to`, exclusive, of a gap. */
interface Run {
  readonly gap: Gap;
  readonly from: number;
  readonly to: number;
  readonly worth: number;
}

function around({ start, end, marks }: Gap, stretch: Stretch): readonly Gap[] {
  return [
    { start, end: stretch.start, marks: marks.filter((mark) => mark.end <= stretch.start) },
    { start: stretch.end, end, marks: marks.filter((mark) => mark.start >= stretch.end) },
  ];
}

/** The run that is worth most; a mark that is longer than `size` makes one by itself. */
function bestRun(gap: Gap, { size, worth }: Wanted): Run | undefined {
  const { marks } = gap;
  const counts = new Map<number, number>();
  let sum = 0;
  const count = (mark: Mark, change: 1 | -1): void => {
    for (const word of mark.words) {
      const before = counts.get(word) ?? 0;
      counts.set(word, before + change);
      if (Math.min(before, before + change) === 0) sum += change * (worth.get(word) ?? 0);
    }
  };
  let best: Run | undefined;
  for (let from = 0, to = 0; from < marks.length; from += 1) {
    for (; to < marks.length && (to <= from || marks[to]!.end - marks[from]!.start <= size); to += 1)
      count(marks[to]!, 1);
    best = better(best, { gap, from, to, worth: sum });
    count(marks[from]!, -1);
  }
  return best;
}

function better(best: Run | undefined, other: Run | undefined): Run | undefined {
  if (best === undefined || other === undefined) return best ?? other;
  const more = other.worth - best.worth;
  // Sums that went up and down differ in their last digits.
  if (Math.abs(more) > 1e-9) return more > 0 ? other : best;
  return other.to - other.from > best.to - best.from ? other : best;
}
