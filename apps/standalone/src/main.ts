import { run } from '@weir/server';
import { serve } from './serve.js';

run(
  {
    name: 'weir serve',
    description: 'serve searches over gRPC and HTTP; with no catalogue, of a demonstration shop',
    shortcuts: [
      ['--data-dir <folder>', 'data_dir', 'folder of everything that outlives a restart'],
      ['--catalogue <file>', 'catalogue.file', 'products to index when the data folder is empty'],
    ],
    examples: `  $ weir serve                                     a demonstration shop on the default ports
  $ weir serve --catalogue products.jsonl.gz       a catalogue of your own
  $ weir serve --set plan.reranker.window=50       any setting of docs/configuration.md
  $ weir serve reranker --help                     one service by itself: search, retrieval, ranker, reranker, experiments`,
  },
  serve,
);
