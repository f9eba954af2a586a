import { run } from '@weir/server';
import { serve } from './serve.js';

run(
  {
    name: 'weir serve experiments',
    description: 'serve experiments, feature flags (OFREP) and events by themselves',
    examples: `  $ weir serve experiments --grpc-port 7741 --http-port 7740 --set storage.engine=opensearch
  $ weir experiment list --server localhost:7741`,
  },
  serve,
);
