import { run } from '@weir/server';
import { serve } from './serve.js';

run(
  {
    name: 'weir serve reranker',
    description: 'serve the reranker by itself: RerankerService, and the API of text-embeddings-inference',
    examples: `  $ weir serve reranker --grpc-port 7711 --http-port 7710
  $ weir serve --set stages.reranker=dns:///reranker:7711     a search process that uses it
  $ curl localhost:7710/rerank -H 'content-type: application/json' -d '{"query": "drill", "texts": ["a drill", "a saw"]}'`,
  },
  serve,
);
