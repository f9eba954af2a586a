import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { commandTable, type CommandEntry } from './command-table.js';

const examples = `
Examples:
  $ weir serve                                    build a demonstration shop and serve it
  $ weir index products.jsonl.gz                  index a catalogue of your own
  $ weir search "cordless drill" --explain        search it, and see why
  $ weir eval --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels dev.tsv
  $ weir config print                             the configuration in force and where each value comes from

Settings come from flags, WEIR_* variables and weir.yaml, in this order: docs/configuration.md lists them.`;

/** The command line, with only the command that `args` name loaded: the others are known by name and summary. */
export async function program(args: readonly string[]): Promise<Command> {
  const root = new Command('weir')
    .description('Product ranking in steps: retrieval, tree ranking, cross-encoder reranking.')
    .version(version(), '-V, --version', 'print the version')
    .option('--verbose', 'with an error, print where it came from')
    .enablePositionalOptions()
    .showHelpAfterError('(weir --help lists the commands)')
    .addHelpText('after', examples);
  const words = args.filter((arg) => !arg.startsWith('-'));
  for (const entry of commandTable) root.addCommand(await commandOf(entry, words));
  return overrideExit(root);
}

/** The command itself when it is the one wanted, else a stand-in that only shows up in help. */
async function commandOf(entry: CommandEntry, words: readonly string[]): Promise<Command> {
  const wanted = words[0] === entry.name || (words[0] === 'help' && words[1] === entry.name);
  if (entry.commands !== undefined) {
    const group = new Command(entry.name).description(entry.summary);
    const rest = wanted ? words.slice(words[0] === 'help' ? 2 : 1) : [];
    for (const child of entry.commands) group.addCommand(await commandOf(child, rest));
    return group;
  }
  return wanted && entry.load !== undefined ? entry.load() : new Command(entry.name).description(entry.summary);
}

/** Commander ends the process by itself unless every command is told to throw. */
function overrideExit(command: Command): Command {
  command.exitOverride();
  for (const child of command.commands) overrideExit(child);
  return command;
}

function version(): string {
  // dist/apps/cli/src in a built tree, apps/cli/src in tests: the package is the nearest folder above with a package.json.
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const text = readIfPresent(path.join(folder, 'package.json'));
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
    if (folder === path.dirname(folder)) return 'unknown';
  }
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
