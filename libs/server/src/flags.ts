import { Command, Option } from 'commander';
import type { Flag } from '@weir/config';

/** What a process was told on the command line. */
export interface ServeFlags {
  /** Configuration file. */
  readonly config: string | undefined;
  readonly flags: readonly Flag[];
}

/** A process that serves, as its `--help` tells it. */
export interface ServeCommand {
  /** E.g. `weir serve`. */
  readonly name: string;
  readonly description: string;
  /** Flags beside those of every process: the flag, the setting that it stands for, what it says. */
  readonly shortcuts?: readonly Shortcut[];
  readonly examples: string;
}

type Shortcut = readonly [flag: string, setting: string, description: string];

const common: readonly Shortcut[] = [
  ['--http-port <port>', 'http.port', 'TCP port of the HTTP API; 0 takes any free one'],
  ['--grpc-port <port>', 'grpc.port', 'TCP port of the gRPC API; 0 takes any free one'],
  ['--host <address>', 'host', 'address that both listen on; 0.0.0.0 for all of them'],
  ['--log-level <level>', 'log.level', 'least severe line that is written'],
];

/** Reads the arguments after `node main.js`. Prints help or what is wrong, and ends the process then. */
export function parseFlags(serve: ServeCommand, args: readonly string[]): ServeFlags {
  const shortcuts = [...common, ...(serve.shortcuts ?? [])];
  const words = serve.name.split(' ').slice(1);
  const command = new Command(serve.name)
    .description(serve.description)
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .addOption(
      new Option('--set <setting=value>', 'any setting, as often as needed').argParser(collect).default([], 'none'),
    )
    .addOption(new Option('--verbose', 'with an error, print where it came from'))
    .showHelpAfterError(`(${serve.name} --help lists the flags)`)
    .addHelpText('after', `\nExamples:\n${serve.examples}`)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const [flag, , description] of shortcuts) command.option(flag, description);
  command.parse(
    args.filter((word, index) => !words.includes(word) || index !== args.indexOf(word)),
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
