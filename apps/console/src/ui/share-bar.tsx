import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './share-bar.module.css';

interface ShareBarProps {
  /** 0 to 1. */
  readonly share: number;
  readonly color?: string;
  readonly children: ReactNode;
}

/** A number with a bar below that shows it at a glance. */
export function ShareBar({ share, color = 'var(--mantine-color-water-5)', children }: ShareBarProps) {
  return (
    <Box>
      {children}
      <div className={classes['track']} aria-hidden>
        <div
          className={classes['bar']}
          style={{ width: `${100 * Math.min(1, Math.max(0, share))}%`, background: color }}
        />
      </div>
    </Box>
  );
}
