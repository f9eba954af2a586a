export { analyze, analyzerVersion } from './analyze.js';
export { fold } from './fold.js';
export { hash32 } from './hash.js';
export { nearestName, nearestNames } from './nearest.js';
export { analyzeQuery } from './query.js';
export type { QueryAlternative, QueryWord } from './query.js';
export { stem } from './stem.js';
export { hasDigit } from './token.js';
export type { Token } from './token.js';
