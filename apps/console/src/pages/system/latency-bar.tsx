import type { Message } from '../../api/client';
import { duration } from '../../ui/format';
import classes from './latency-bar.module.css';

interface LatencyBarProps {
  readonly latency: Message<'Latency'> | undefined;
  readonly budgetMs: number | undefined;
  /** What the whole width stands for, ms. */
  readonly longest: number;
}

/** Three shares of the searches as lengths, one over the other, and the budget as a line across. */
export function LatencyBar({ latency, budgetMs, longest }: LatencyBarProps) {
  const { count, p50_ms: p50, p95_ms: p95, p99_ms: p99 } = latency ?? { count: 0, p50_ms: 0, p95_ms: 0, p99_ms: 0 };
  const allowed = budgetMs === undefined ? '' : `, of ${duration(budgetMs)} allowed`;
  const label =
    count === 0 ? 'did not run' : `p50 ${duration(p50)}, p95 ${duration(p95)}, p99 ${duration(p99)}${allowed}`;
  const width = (ms: number): string => `${Math.min(100, (100 * ms) / longest)}%`;
  const late = budgetMs !== undefined && p95 > budgetMs;
  return (
    <div className={classes['track']} role="img" aria-label={label} {...(late && { 'data-late': true })}>
      {count > 0 &&
        [p99, p95, p50].map((ms, index) => (
          <span key={index} className={classes[`share${index}`]} style={{ width: width(ms) }} />
        ))}
      {budgetMs !== undefined && <span className={classes['budget']} style={{ left: width(budgetMs) }} />}
    </div>
  );
}
