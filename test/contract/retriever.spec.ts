import { EmbeddedRetriever, loadOpenSearch, type OpenSearchRetriever } from '@weir/retrieval';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { retrieverContract } from './retriever-suite.js';

retrieverContract('embedded', (schema, synonyms) =>
  Promise.resolve(EmbeddedRetriever.create(schema, synonyms && { synonyms })),
);

// Making an index takes seconds on a busy machine.
jest.setTimeout(60_000);

describe('on a running OpenSearch', () => {
  const opened: OpenSearchRetriever[] = [];
  let url: string;

  beforeAll(async () => {
    url = await openSearchUrl();
  }, 180_000);

  afterEach(async () => {
    for (const retriever of opened.splice(0)) {
      await retriever.destroy();
      await retriever.close();
    }
  });

  retrieverContract('opensearch', async (schema, synonyms) => {
    const { OpenSearchRetriever } = await loadOpenSearch();
    const retriever = await OpenSearchRetriever.open(schema, { nodes: [url], index: indexName('contract'), synonyms });
    opened.push(retriever);
    return retriever;
  });
});
