import { recordingContract } from './event-recording-suite.js';
import { resultsContract } from './event-results-suite.js';
import type { EventStoreUnderTest } from './event-store-under-test.js';

/** What every adapter of `EventStore` guarantees. `create` gives an empty store of its own to each test. */
export function eventContract(name: string, create: () => EventStoreUnderTest): void {
  recordingContract(name, create);
  resultsContract(name, create);
}
