import { run } from '@weir/server';
import { serve } from './serve.js';

run(
  {
    name: 'weir serve retrieval',
    description: 'serve the first stage by itself: RetrievalService, and CatalogService by which products come in',
    shortcuts: [
      ['--data-dir <folder>', 'data_dir', 'folder of everything that outlives a restart'],
      ['--catalogue <file>', 'catalogue.file', 'products to index when there are none'],
    ],
    examples: `  $ weir serve retrieval --grpc-port 7731 --http-port 7730
  $ weir serve search --set stages.retrieval=dns:///retrieval:7731     a process that searches it`,
  },
  serve,
);
