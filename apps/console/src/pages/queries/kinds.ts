import type { Kind } from './view';

interface KindText {
  readonly label: string;
  /** Which queries, in a sentence. */
  readonly about: string;
  /** Where there is none of them. */
  readonly none: string;
}

export const kindTexts: Readonly<Record<Kind, KindText>> = {
  top: {
    label: 'Top',
    about: 'Every query, the most searched first.',
    none: 'Nobody searched for anything.',
  },
  trending: {
    label: 'Trending',
    about: 'A larger share of all searches than in the span before, surely: at least 5 searches, the surest first.',
    none: 'No query grew surely. Growth is known once the span before has searches too.',
  },
  zero_result: {
    label: 'No results',
    about: 'Searches that found nothing. Add synonyms or products for the first of them.',
    none: 'Every search found something.',
  },
  zero_click: {
    label: 'No clicks',
    about:
      'Found something, but nobody clicks in at least 5 searches, or surely a quarter of the usual at most. Look at what they show.',
    none: 'Every query with at least 5 searches gets its clicks.',
  },
  slow: {
    label: 'Slow',
    about: 'At least 5 searches, of which the slowest 5 % take longer than those of all searches together.',
    none: 'No query with at least 5 searches stands out.',
  },
  degrading: {
    label: 'Degraded',
    about: 'A stage of the cascade failed or ran out of time, so that the order is worse than it could be.',
    none: 'Every stage did its work in every search.',
  },
};
