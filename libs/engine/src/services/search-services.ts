import { loadSearchService, type Plan, stageBudgets } from '@weir/cascade';
import type { Log, Metrics, Tracing } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';
import type { Engine } from '../engine.js';
import { showLoad } from '../load/show-load.js';

export interface SearchServiceParts {
  readonly metrics: Metrics;
  readonly log: Log;
  readonly tracing?: Tracing | undefined;
}

/** SearchService, of the process that has the cascade. */
export async function searchServices(
  { cascade, loadControl, plan }: Pick<Engine, 'cascade' | 'loadControl' | 'plan'>,
  observers: SearchServiceParts,
): Promise<readonly DynamicModule[]> {
  const { SearchApi, SearchModule } = await loadSearchService();
  showLoad(observers.metrics, loadControl);
  showBudgets(observers.metrics, plan);
  return [SearchModule.of(new SearchApi(cascade, observers, loadControl))];
}

/** What the base Plan allows: what the times of searches are read against. */
function showBudgets({ whenAsked }: Metrics, plan: () => Plan): void {
  whenAsked.gauge('weir_search_deadline_seconds', 'Deadline of the base Plan.', () => plan().deadline_ms / 1000);
  whenAsked.labelledGauge(
    'weir_stage_budget_seconds',
    'What the base Plan allows a stage; stages without a budget are not there.',
    ['stage'],
    () => Object.entries(stageBudgets(plan())).map(([stage, ms]) => [{ stage }, ms / 1000] as const),
  );
}
