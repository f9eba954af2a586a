/** The stages of a search that can be timed and can degrade, in order. */
export const stageNames = ['assign', 'cache', 'encode', 'retrieve', 'features', 'rank', 'rerank', 'compose'] as const;
export type StageName = (typeof stageNames)[number];
