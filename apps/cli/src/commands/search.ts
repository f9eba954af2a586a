import { loadConfiguration } from '@weir/config';
import { FacetRequest, Highlighting, SearchRequest } from '@weir/contracts';
import { weirConfiguration } from '@weir/engine';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parse } from 'yaml';
import { ask } from '../search/ask.js';
import { toFilters, toSort } from '../search/conditions.js';
import { showAnswer } from '../search/show.js';

interface Flags {
  readonly k: number;
  readonly explain?: true;
  readonly highlight?: true;
  readonly json?: true;
  readonly filter: string[];
  readonly facet: string[];
  readonly sort?: string;
  readonly pageToken?: string;
  readonly deadline?: number;
  readonly plan?: string;
  readonly dataDir?: string;
  readonly data?: string;
  readonly config?: string;
}

const examples = `
Examples:
  $ weir search "cordless drill"
  $ weir search "cordless drill" --k 20 --filter brand=Bosch --filter "price<=150" --facet category
  $ weir search "cordless drill" --highlight
  $ weir search "cordless drill" --explain --json | jq .products[0].explanation
  $ weir search "cordless drill" --plan '{ reranker: { model: null } }'     without the last stage

Where a server owns the data folder, it is asked instead, at http.host and http.port of the configuration.`;

/** `weir search`: one search, as a shop would ask it. */
export function searchCommand(): Command {
  return new Command('search')
    .description('search the catalogue, and see which stage scored and how long it took')
    .argument('<query>', "the shopper's words; empty browses by --filter or --sort")
    .option('--k <n>', 'products wanted, 1 to 200', number, 10)
    .option('--explain', 'why each product stands where it stands')
    .option('--highlight', 'show the words that were matched, in bold on a terminal')
    .option('--json', 'print the SearchResponse of the API')
    .option(
      '--filter <condition>',
      'field=value, field!=value, field>=number or field<=number; can be repeated',
      list,
      [],
    )
    .option('--facet <field>', 'count the values of a field; can be repeated', list, [])
    .option('--sort <field>', 'order by a numeric field, e.g. price or price:desc')
    .option('--page-token <token>', 'next_page_token of the answer before')
    .option('--deadline <ms>', 'time allowed for the whole search', number)
    .option('--plan <yaml>', 'part of a Plan to lay over the one in force')
    .option('--data-dir <folder>', 'data folder (default: data_dir of the configuration)')
    .addOption(new Option('--data <folder>', 'as --data-dir, by its former name').hideHelp())
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .addHelpText('after', examples)
    .action(async (query: string, flags: Flags) => {
      const { values } = loadConfiguration(weirConfiguration, { file: flags.config });
      const answer = await ask(toRequest(query, flags), {
        dataDir: flags.dataDir ?? flags.data ?? values.data_dir,
        modelsDir: values.models_dir,
        plan: values.plan,
        inferenceThreads: values.inference.threads,
        backends: values,
        http: values.http,
        encrypted: values.tls.cert_file !== undefined,
        token: values.access.write_token,
      });
      const screen = {
        columns: process.stdout.columns || 120,
        ansi: process.stdout.isTTY && process.stdout.hasColors(),
      };
      process.stdout.write(flags.json ? `${JSON.stringify(answer, null, 2)}\n` : showAnswer(answer, screen));
    });
}

function toRequest(query: string, flags: Flags): SearchRequest {
  return {
    ...SearchRequest.fromPartial({ query }),
    filters: toFilters(flags.filter),
    facets: flags.facet.map((field) => FacetRequest.fromPartial({ field })),
    sort: flags.sort === undefined ? undefined : toSort(flags.sort),
    page_size: flags.k,
    page_token: flags.pageToken ?? '',
    deadline_ms: flags.deadline,
    plan: flags.plan === undefined ? undefined : planOf(flags.plan),
    explain: flags.explain ?? false,
    highlight: flags.highlight && Highlighting.fromPartial({}),
  };
}

function planOf(text: string): Record<string, unknown> {
  const plan: unknown = parse(text);
  if (typeof plan === 'object' && plan !== null) return plan as Record<string, unknown>;
  throw new Error('--plan needs a table, e.g. { reranker: { window: 10 } }.');
}

function list(value: string, before: string[]): string[] {
  return [...before, value];
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('give a number.');
  return value;
}
