import { parseReference, type Registry, type RegistryEntry, stateOf, type States } from '@weir/registry';
import { Command } from 'commander';
import { promoteCommand, rollbackCommand } from '../models/promotion.js';
import { type RegistryFlags, registryOf, withRegistryFlags } from '../models/registry-flags.js';
import { showCommand } from '../models/show.js';

interface Flags extends RegistryFlags {
  readonly json?: true;
}

const examples = `
Examples:
  $ weir models list                              what can be named in a Plan
  $ weir models show ranker-shop                  its versions, their states, and who promoted them when and why
  $ weir models show ranker-shop@champion         manifest, metrics and card of one
  $ weir models promote ranker-shop 1.2.0 --to champion --why "NDCG@10 +.012 on our judgments"
  $ weir models rollback ranker-shop --why "complaints about shoes"
  $ weir models verify                            check every file against its manifest
  $ weir models list --models ./my-models         another registry folder`;

/** `weir models` and what can be done with them. */
export function modelsCommand(): Command {
  return new Command('models')
    .description('list, show, promote, roll back and verify the models of the registry folder')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(promoteCommand())
    .addCommand(rollbackCommand())
    .addCommand(verifyCommand())
    .addHelpText('after', examples);
}

function listCommand(): Command {
  return withRegistryFlags(new Command('list'))
    .description('list every model: reference, state, kind, size and what it is')
    .option('--json', 'as one JSON array of manifests')
    .addHelpText('after', '\nExample:\n  $ weir models list --json')
    .action(async (flags: Flags) => {
      const registry = registryOf(flags);
      const entries = await registry.list();
      const states = await statesOf(registry, entries);
      if (flags.json) {
        print(
          JSON.stringify(
            entries.map((entry) => ({ ...described(entry), state: states(entry) })),
            null,
            2,
          ),
        );
        return;
      }
      if (entries.length === 0) print(`there is no model in ${registry.folder}`);
      const width = Math.max(...entries.map((entry) => entry.reference.length));
      for (const entry of entries)
        print(`${entry.reference.padEnd(width)}  ${states(entry).padEnd(9)}  ${line(entry)}`);
    });
}

function verifyCommand(): Command {
  return withRegistryFlags(new Command('verify'))
    .description('check size and SHA-256 of every file of the models; the exit code is 1 if one is wrong')
    .argument('[references...]', 'models as name@version (default: all)')
    .option('--json', 'as one JSON array of {reference, ok, error}')
    .addHelpText('after', '\nExample:\n  $ weir models verify encoder-minilm-l6@2')
    .action(async (references: string[], flags: Flags) => {
      const registry = registryOf(flags);
      const wanted = references.length > 0 ? references : (await registry.list()).map((entry) => entry.reference);
      const verdicts: { reference: string; ok: boolean; error?: string }[] = [];
      for (const reference of wanted) verdicts.push(await verdict(registry, reference));
      if (flags.json) print(JSON.stringify(verdicts, null, 2));
      else for (const { reference, error } of verdicts) print(`${reference}  ${error ?? 'ok'}`);
      if (verdicts.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

async function verdict(registry: Registry, reference: string) {
  try {
    await registry.loadAny(reference);
    return { reference, ok: true };
  } catch (error) {
    return { reference, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

async function statesOf(registry: Registry, entries: readonly RegistryEntry[]) {
  const byName = new Map<string, States>();
  for (const { reference } of entries) {
    const { name } = parseReference(reference);
    if (!byName.has(name)) byName.set(name, await registry.states(name));
  }
  return ({ reference }: RegistryEntry): string => {
    const { name, version } = parseReference(reference);
    const states = byName.get(name);
    return states === undefined ? 'candidate' : stateOf(states, version);
  };
}

function described(entry: RegistryEntry) {
  const { reference, folder } = entry;
  return 'error' in entry
    ? { reference, folder, error: entry.error.message }
    : { reference, folder, ...entry.manifest };
}

function line(entry: RegistryEntry): string {
  if ('error' in entry) return entry.error.message;
  const { kind, files, description } = entry.manifest;
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  return `${kind.padEnd(13)}  ${megabytes.toFixed(1).padStart(6)} MB  ${description}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
