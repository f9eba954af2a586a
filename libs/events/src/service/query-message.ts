import { QueryStats as QueryMessage } from '@weir/contracts';
import type { QueryReport, QueryStats, SearchStats } from '@weir/storage';

export function toQueryMessage(stats: QueryStats): QueryMessage {
  return {
    ...toMessage(stats),
    query: stats.query,
    searches_before: stats.searchesBefore,
    degraded_stages: { ...stats.degradedStages },
    last_ms: stats.lastAt,
  };
}

/** All queries together. */
export function toAllMessage(all: QueryReport['all']): QueryMessage {
  return { ...toMessage(all), searches_before: all.searchesBefore };
}

function toMessage(stats: SearchStats): QueryMessage {
  const { tookP50, tookP95 } = stats;
  return QueryMessage.fromPartial({
    searches: stats.searches,
    shoppers: stats.shoppers,
    zero_results: stats.zeroResults,
    clicked_searches: stats.clickedSearches,
    click_rate_upper: stats.clickRateUpper,
    clicks: stats.clicks,
    reciprocal_rank: stats.reciprocalRank,
    purchases: stats.purchases,
    revenue: stats.revenue.map((each) => ({ ...each })),
    ...(tookP50 !== null && { took_p50_ms: tookP50 }),
    ...(tookP95 !== null && { took_p95_ms: tookP95 }),
    degraded: stats.degraded,
  });
}
