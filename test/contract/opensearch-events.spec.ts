import { creditContract } from './credit-suite.js';
import { eventContract } from './event-store-suite.js';
import { OpenSearchStores } from './opensearch-stores.js';
import { queryContract } from './query-report-suite.js';

// Making indices takes seconds on a busy machine.
jest.setTimeout(120_000);

const stores = new OpenSearchStores();

beforeAll(() => stores.start(), 180_000);
afterEach(() => stores.clear());
afterAll(() => {
  stores.stop();
});

eventContract('OpenSearch', () => stores.create());
creditContract('OpenSearch', () => stores.create());
queryContract('OpenSearch', () => stores.create());
