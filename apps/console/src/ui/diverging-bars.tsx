import { number } from './format';
import classes from './diverging-bars.module.css';

export interface DivergingBar {
  readonly label: string;
  readonly value: number;
  /** Beside the label, dimmed. */
  readonly detail?: string;
}

interface DivergingBarsProps {
  readonly bars: readonly DivergingBar[];
  /** What the bars are of, for those who do not see them. */
  readonly label: string;
  /** What a bar of the whole half stands for. @defaultValue the largest value */
  readonly most?: number;
  readonly format?: (value: number) => string;
}

/** Numbers to the left and the right of nothing. */
export function DivergingBars({ bars, label, most, format = signed }: DivergingBarsProps) {
  const scale = most ?? Math.max(...bars.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
  return (
    <ul className={classes['list']} aria-label={label}>
      {bars.map(({ label: name, value, detail }) => (
        <li key={name} className={classes['row']}>
          <span className={classes['label']} title={name}>
            {name}
            {detail !== undefined && <span className={classes['detail']}> {detail}</span>}
          </span>
          <span className={classes['track']} aria-hidden>
            <span
              className={value < 0 ? classes['less'] : classes['more']}
              style={{ width: `${Math.min(50, (50 * Math.abs(value)) / scale)}%` }}
            />
          </span>
          <span className={classes['value']}>{format(value)}</span>
        </li>
      ))}
    </ul>
  );
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${number(value)}`.replace('-', '\u2212');
}
