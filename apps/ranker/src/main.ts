import { run } from '@weir/server';
import { serve } from './serve.js';

run(
  {
    name: 'weir serve ranker',
    description: 'serve the ranker by itself: rows of features to scores of a tree ensemble',
    examples: `  $ weir serve ranker --grpc-port 7721 --http-port 7720
  $ weir serve --set stages.ranker=dns:///ranker:7721     a search process that uses it`,
  },
  serve,
);
