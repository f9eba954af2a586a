import { installedVersion } from '@weir/config';
import { Command } from 'commander';
import { commandTable, type CommandEntry } from './command-table.js';

const examples = `
Examples:
  $ weir serve                                    build a demonstration shop and serve it
  $ weir index products.jsonl.gz                  index a catalogue of your own
  $ weir search "cordless drill" --explain        search it, and see why
  $ weir eval --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels dev.tsv
  $ weir tune --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels dev.tsv --out weir.yaml
  $ weir config print                             the configuration in force and where each value comes from

Settings come from flags, WEIR_* variables and weir.yaml, in this order: docs/configuration.md lists them.`;

/** The command line, with only the command that `args` name loaded: the others are known by name and summary. */
export async function program(args: readonly string[]): Promise<Command> {
  const root = new Command('weir')
    .description('Product ranking in steps: retrieval, tree ranking, cross-encoder reranking.')
    .version(installedVersion(), '-V, --version', 'print the version')
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
