import type { Feature } from '../feature.js';
import type { CandidateList } from '../candidate-list.js';

/** A feature that is a column of the list. */
export function column(select: (list: CandidateList) => Float64Array): Feature['values'] {
  return (list) => {
    const values = select(list);
    return (i) => values[i]!;
  };
}

/** A feature that is the same for the whole list. */
export function constant(select: (list: CandidateList) => number): Feature['values'] {
  return (list) => {
    const value = select(list);
    return () => value;
  };
}
