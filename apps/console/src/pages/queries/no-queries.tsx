import type { Message } from '../../api/client';
import { useSimulation } from '../../api/simulation';
import { Empty } from '../../ui/empty';
import { count } from '../../ui/format';
import { StartSimulation } from '../../ui/start-simulation';
import type { View } from './view';

interface NoQueriesProps {
  readonly report: Message<'ListQueriesResponse'>;
  readonly view: View;
}

/** In place of queries where there is none, with what to do next. */
export function NoQueries({ report, view }: NoQueriesProps) {
  const { simulation } = useSimulation();
  if (report.without_words > 0) {
    return (
      <Empty title="No words are kept">
        {count(report.without_words)} searches were answered in this span of time, but what shoppers wrote is not kept.
        Set events.keep_queries to true to see queries from then on.
      </Empty>
    );
  }
  if (view.real === true && report.simulated > 0) {
    return (
      <Empty title="No real shopper searched yet">
        {count(report.simulated)} searches of this span of time are of simulated shoppers, which are left out.
      </Empty>
    );
  }
  const canSimulate = simulation?.available === true;
  return (
    <Empty title="Nobody has searched yet" action={<StartSimulation />}>
      {canSimulate
        ? 'Queries appear here as soon as shoppers search. Simulated ones come to the demonstration shop for ten minutes, search, click and buy; they are marked, and can be left out.'
        : 'Queries appear here as soon as searches name a shopper_id or a session_id: POST /v1/search. Choose a longer span of time to look further back.'}
    </Empty>
  );
}
