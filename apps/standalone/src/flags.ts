import { Command, Option } from 'commander';
import type { Flag } from '@weir/config';

/** What `weir serve` was told on the command line. */
export interface ServeFlags {
  /** Configuration file. */
  readonly config: string | undefined;
  readonly flags: readonly Flag[];
}

const shortcuts = [
  ['--http-port <port>', 'http.port', 'TCP port of the HTTP API; 0 takes any free one'],
  ['--grpc-port <port>', 'grpc.port', 'TCP port of the gRPC API; 0 takes any free one'],
  ['--host <address>', 'host', 'address that both listen on; 0.0.0.0 for all of them'],
  ['--data-dir <folder>', 'data_dir', 'folder of everything that outlives a restart'],
  ['--catalogue <file>', 'catalogue.file', 'products to index when the data folder is empty'],
  ['--log-level <level>', 'log.level', 'least severe line that is written'],
] as const;

const examples = `
Examples:
  $ weir serve                                     a demonstration shop on the default ports
  $ weir serve --catalogue products.jsonl.gz       a catalogue of your own
  $ weir serve --set plan.reranker.window=50       any setting of docs/configuration.md`;

/** Reads the arguments after `node main.js`. Prints help or what is wrong, and ends the process then. */
export function parseFlags(args: readonly string[]): ServeFlags {
  const command = new Command('weir serve')
    .description('serve searches over gRPC and HTTP; with no catalogue, of a demonstration shop')
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .addOption(
      new Option('--set <setting=value>', 'any setting, as often as needed').argParser(collect).default([], 'none'),
    )
    .addOption(new Option('--verbose', 'with an error, print where it came from'))
    .showHelpAfterError('(weir serve --help lists the flags)')
    .addHelpText('after', examples)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const [flag, , description] of shortcuts) command.option(flag, description);
  command.parse(
    args.filter((word, index) => word !== 'serve' || index !== args.indexOf('serve')),
    { from: 'user' },
  );

  const options = command.opts<Readonly<Record<string, string | undefined>> & { readonly set: readonly string[] }>();
  const flags = options.set.map((text): Flag => {
    const [setting = '', ...value] = text.split('=');
    return { flag: `--set ${setting}`, setting, value: value.join('=') };
  });
  for (const [flag, setting] of shortcuts) {
    const name = flag.split(' ')[0]!;
    const value = options[name.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())];
    if (value === undefined) continue;
    for (const each of setting === 'host' ? ['http.host', 'grpc.host'] : [setting])
      flags.push({ flag: name, setting: each, value });
  }
  return { config: options['config'], flags };
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
