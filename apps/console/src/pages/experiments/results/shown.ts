import type { Message } from '../../../api/client';
import type { Definition, Metric } from '../shared/definition';
import type { ResultsView } from '../view';

/** What the parts of the page are about. */
export interface Shown {
  readonly experiment: Message<'Experiment'>;
  readonly definition: Definition;
  readonly view: ResultsView;
  /** All that the experiment may name. */
  readonly metrics: readonly Metric[];
}

export interface ShownResults extends Shown {
  readonly results: Message<'GetResultsResponse'>;
}
