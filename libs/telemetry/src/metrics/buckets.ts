/**
 * Upper bounds in seconds. Every budget and the deadline of the default Plan is one of them (40, 60, 120, 250 ms), so that
 * what was in time can be counted exactly and not only estimated between two bounds.
 */
export const searchBuckets = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.4, 0.5, 1, 2.5];

/** The same for one stage, most of which take a millisecond or less. */
export const stageBuckets = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.12, 0.25, 0.5, 1];

/** What is left of a search's deadline when a stage ends; what is late is in the first. */
export const leftBuckets = [0, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.225, 0.25, 0.5, 1];

/** Calls of any rpc or route: some answer in a millisecond, some stream for minutes. */
export const requestBuckets = [0.005, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 5, 30];

/** Calls of a server beside Weir. */
export const callBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** How long a piece of work waits for a core. */
export const waitBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.12, 0.25, 1];

/** Tokens of one piece of work: `tokenBudget` and `batchedTokenBudget` of the inference room are among them. */
export const tokenBuckets = [8, 16, 32, 48, 64, 96, 128, 160, 256, 512];

/** From a second to the thirty days that an event may be late. */
export const lagBuckets = [1, 5, 15, 60, 300, 900, 3600, 21_600, 86_400, 604_800, 2_592_000];
