import { EmbeddedRetriever } from '@weir/retrieval';
import { retrieverContract } from './retriever-suite.js';

retrieverContract('embedded', (schema) => Promise.resolve(EmbeddedRetriever.create(schema)));
