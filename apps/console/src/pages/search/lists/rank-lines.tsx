import type { Ranked } from '../use-answers';
import { idOf, placesOf } from './moves';
import classes from './rank-lines.module.css';

/** Height of a product in a list, px, as result-list.module.css has it. */
const rowHeight = 84;
const width = 64;

interface RankLinesProps {
  readonly a: readonly Ranked[];
  readonly b: readonly Ranked[];
  /** Drawn in front of the others. */
  readonly lit: string | undefined;
}

/** A line for each product that both lists show, from its place in the one to its place in the other. */
export function RankLines({ a, b, lit }: RankLinesProps) {
  const places = placesOf(b);
  const height = rowHeight * Math.max(a.length, b.length);
  const lines = a.flatMap((ranked, from) => {
    const to = places.get(idOf(ranked));
    return to === undefined ? [] : [{ id: idOf(ranked), from, to }];
  });
  return (
    <svg className={classes['lines']} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {lines
        .toSorted((one, other) => Number(one.id === lit) - Number(other.id === lit))
        .map(({ id, from, to }) => (
          <path
            key={id}
            d={curve(from, to)}
            className={to < from ? classes['up'] : to > from ? classes['down'] : classes['same']}
            strokeWidth={id === lit ? 4 : 1.5}
          />
        ))}
    </svg>
  );
}

function curve(from: number, to: number): string {
  const [start, end] = [from, to].map((place) => (place + 0.5) * rowHeight);
  return `M 2 ${start!} C ${width / 2} ${start!}, ${width / 2} ${end!}, ${width - 2} ${end!}`;
}
