import { Badge, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { count } from '../../ui/format';
import { kindTexts } from './kinds';
import classes from './kind-tabs.module.css';
import { type Kind, kinds, type View } from './view';

interface KindTabsProps {
  readonly view: View;
  readonly counts: Readonly<Record<string, number>>;
  readonly onChange: (change: { readonly kind: Kind | undefined }) => void;
  readonly children: ReactNode;
}

/** A tab a kind, with how many queries are of it. */
export function KindTabs({ view, counts, onChange, children }: KindTabsProps) {
  return (
    <Tabs
      value={view.kind ?? 'top'}
      onChange={(value) => {
        onChange({ kind: value === 'top' || value === null ? undefined : (value as Kind) });
      }}
    >
      <Tabs.List className={classes['list'] ?? ''}>
        {kinds.map((kind) => (
          <Tabs.Tab
            key={kind}
            value={kind}
            rightSection={
              <Badge
                variant="light"
                color={kind === (view.kind ?? 'top') ? 'water' : 'gray'}
                size="sm"
                miw={28}
                className={classes['count'] ?? ''}
              >
                {count(counts[kind] ?? 0)}
              </Badge>
            }
          >
            {kindTexts[kind].label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {children}
    </Tabs>
  );
}
