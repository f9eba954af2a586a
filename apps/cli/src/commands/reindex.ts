import { loadConfiguration } from '@weir/config';
import { openSearchOptions, weirConfiguration } from '@weir/engine';
import { loadOpenSearch } from '@weir/retrieval';
import { Command } from 'commander';
import { progressBar } from '../evaluation/progress.js';
import { positive } from '../evaluation/settings.js';

interface Flags {
  readonly config?: string;
  readonly shards?: number;
  readonly replicas?: number;
}

const examples = `
Examples:
  $ weir reindex --shards 4      spread the catalogue over four shards, while it is searched and written
  $ weir reindex --replicas 1    keep a copy of each shard, so that a node may die`;

/** `weir reindex`: the index in OpenSearch into a new one, without a failed search. */
export function reindexCommand(): Command {
  return new Command('reindex')
    .description('copy the OpenSearch index into a new one and put that into its place, while searches go on')
    .option('--shards <number>', 'primary shards (default: retrieval.opensearch.shards)', positive)
    .option('--replicas <number>', 'copies of each shard (default: retrieval.opensearch.replicas)', Number)
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .addHelpText('after', examples)
    .action(async ({ config, shards, replicas }: Flags) => {
      const { values } = loadConfiguration(weirConfiguration, { file: config });
      const options = await openSearchOptions(values);
      const { reindexInPlace } = await loadOpenSearch();
      const bar = progressBar(`copying ${options.index}`);
      const given = { ...(shards !== undefined && { shards }), ...(replicas !== undefined && { replicas }) };
      let products = 0;
      const name = await reindexInPlace({ ...options, ...given }, ({ done, total }) => {
        products = total;
        bar.show(done, total);
      });
      bar.end();
      process.stdout.write(`${options.index} is now ${name}, ${products} products\n`);
    });
}
