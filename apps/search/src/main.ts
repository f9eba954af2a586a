import { run } from '@weir/server';
import { serve } from './serve.js';

run(
  {
    name: 'weir serve search',
    description: 'serve searches of a catalogue that other processes have indexed',
    examples: `  $ weir serve retrieval --grpc-port 7731 --http-port 7730      the process that has the index
  $ weir serve search --set stages.retrieval=dns:///retrieval:7731 --set storage.engine=opensearch
  $ curl 'localhost:7700/v1/search?q=drill'`,
  },
  serve,
);
