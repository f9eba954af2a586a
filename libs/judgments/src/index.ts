export { JudgmentBook } from './judgment-book.js';
export { QuerySetBook } from './query-set-book.js';
export { QueryRunner } from './run/query-runner.js';
export { RunBook } from './run/run-book.js';

/** The service's controllers and module, loaded only by the processes that serve it. */
export const loadJudgmentService = () => import('./service/index.js');
