import { openSearchUrl } from '../opensearch-server.js';
import { openSearchStorageUnderTest } from './opensearch-storage-under-test.js';
import { recordContract } from './record-suite.js';
import { sharedStorageContract } from './shared-storage-suite.js';
import { storageContract } from './storage-suite.js';

// Making indices takes seconds on a busy machine.
jest.setTimeout(120_000);

let url: string;

beforeAll(async () => {
  url = await openSearchUrl();
}, 180_000);

const create = () => openSearchStorageUnderTest(() => url);

storageContract('OpenSearch', create);
recordContract('OpenSearch', create);
sharedStorageContract('OpenSearch', create);
