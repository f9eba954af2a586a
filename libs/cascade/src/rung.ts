/**
 * How much of the Plan's cascade made a list, from all of it down. `window`: the cross-encoder scored a part of its
 * window; `cached_scores`: it computed nothing; `ranker`, `retrieval`: the order of that stage; `last_good`: nothing was
 * searched, the list is that of an earlier search.
 */
export const rungs = ['full', 'window', 'cached_scores', 'ranker', 'retrieval', 'last_good'] as const;
export type Rung = (typeof rungs)[number];
