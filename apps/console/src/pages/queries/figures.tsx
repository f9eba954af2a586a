import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Message } from '../../api/client';
import { count, duration, money, number, percent } from '../../ui/format';
import { ShareBar } from '../../ui/share-bar';
import { Change } from './change';
import type { Kind } from './view';

type Stats = Message<'QueryStats'>;

/** What a figure of one query is compared with. */
interface Scale {
  readonly all: Stats | undefined;
  /** The largest of the list. */
  readonly mostSearches: number;
  readonly slowest: number;
}

/** One column of the list. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  /** What it is exactly. */
  readonly about: string;
  readonly show: (stats: Stats, scale: Scale) => ReactNode;
}

const red = 'var(--mantine-color-red-6)';
const orange = 'var(--mantine-color-orange-6)';

function share(part: number, stats: Stats, color?: string): ReactNode {
  const value = part / Math.max(1, stats.searches);
  return (
    <ShareBar share={value} {...(color !== undefined && { color })}>
      {percent(value)}
    </ShareBar>
  );
}

const figures = {
  searches: {
    label: 'Searches',
    about: 'How often it was searched',
    show: ({ searches }, { mostSearches }) => <ShareBar share={searches / mostSearches}>{count(searches)}</ShareBar>,
  },
  change: {
    label: 'Change',
    about: 'Compared with the span before, of the same length',
    show: ({ searches, searches_before: before }, { all }) => (
      <Change now={searches} before={before} anyBefore={(all?.searches_before ?? 0) > 0} />
    ),
  },
  clicked: {
    label: 'Clicked',
    about: 'Searches with a click',
    show: (stats) => share(stats.clicked_searches, stats),
  },
  clickedAtMost: {
    label: 'Clicked at most',
    about: 'Upper end of the 95 % interval of the share with a click, of searches that found something',
    show: ({ click_rate_upper: upper }) => (
      <ShareBar share={upper} color={orange}>
        {percent(upper)}
      </ShareBar>
    ),
  },
  nothing: {
    label: 'No results',
    about: 'Searches that found nothing',
    show: (stats) => share(stats.zero_results, stats, red),
  },
  rank: {
    label: 'Rank of click',
    about: '1 / mean reciprocal rank of the first product clicked, over searches with a click',
    show: ({ reciprocal_rank: rank, searches, clicked_searches: clicked }) =>
      rank === 0 ? '–' : number(clicked / (rank * searches), 2),
  },
  purchases: {
    label: 'Purchases',
    about: 'Purchases that name the search, and what they brought',
    show: ({ purchases, revenue }) =>
      purchases === 0 ? (
        '–'
      ) : (
        <>
          {count(purchases)}
          <Text span size="xs" c="dimmed" display="block">
            {revenue.map(({ minor, currency }) => money(minor, currency)).join(', ')}
          </Text>
        </>
      ),
  },
  slow: {
    label: 'Slowest 5 %',
    about: '95th percentile of the time to the answer',
    show: ({ took_p95_ms: took }, { slowest }) =>
      took === undefined ? '–' : <ShareBar share={took / slowest}>{duration(took)}</ShareBar>,
  },
  degraded: {
    label: 'Degraded',
    about: 'Searches of which a stage did less than its work',
    show: (stats) => (
      <>
        {share(stats.degraded, stats, orange)}
        {stats.degraded > 0 && (
          <Text span size="xs" c="dimmed" display="block">
            {Object.keys(stats.degraded_stages).join(', ')}
          </Text>
        )}
      </>
    ),
  },
} satisfies Readonly<Record<string, Omit<Figure, 'id'>>>;

type FigureId = keyof typeof figures;

const usual: readonly FigureId[] = [
  'searches',
  'change',
  'clicked',
  'nothing',
  'rank',
  'purchases',
  'slow',
  'degraded',
];
/** What a kind is about stands first. */
const firstOf: Readonly<Record<Kind, readonly FigureId[]>> = {
  top: [],
  trending: ['change'],
  zero_result: ['nothing'],
  zero_click: ['clickedAtMost'],
  slow: ['slow'],
  degrading: ['degraded'],
};

/** The columns of a kind's list, in order. */
export function figuresOf(kind: Kind): readonly Figure[] {
  const ids = new Set([...firstOf[kind], ...usual]);
  return [...ids].map((id) => ({ id, ...figures[id] }));
}
