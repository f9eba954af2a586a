import { loadConfiguration } from '@weir/config';
import { weirConfiguration } from '@weir/engine';
import { openRegistry, shippedModels, type Registry, type RegistryEntry } from '@weir/registry';
import { Command } from 'commander';

interface Flags {
  readonly models?: string;
  readonly config?: string;
  readonly json?: true;
}

const examples = `
Examples:
  $ weir models list                              what can be named in a Plan
  $ weir models verify                            check every file against its manifest
  $ weir models verify encoder-minilm-l6@1 --json
  $ weir models list --models ./my-models         another registry folder`;

/** `weir models list` and `weir models verify`. */
export function modelsCommand(): Command {
  return new Command('models')
    .description('list the models of the registry folder, or verify them')
    .addCommand(listCommand())
    .addCommand(verifyCommand())
    .addHelpText('after', examples);
}

function listCommand(): Command {
  return withFlags(new Command('list'))
    .description('list every model: reference, kind, size and what it is')
    .option('--json', 'as one JSON array of manifests')
    .addHelpText('after', '\nExample:\n  $ weir models list --json')
    .action(async (flags: Flags) => {
      const registry = registryOf(flags);
      const entries = await registry.list();
      if (flags.json) {
        print(JSON.stringify(entries.map(described), null, 2));
        return;
      }
      if (entries.length === 0) print(`there is no model in ${registry.folder}`);
      const width = Math.max(...entries.map((entry) => entry.reference.length));
      for (const entry of entries) print(`${entry.reference.padEnd(width)}  ${line(entry)}`);
    });
}

function verifyCommand(): Command {
  return withFlags(new Command('verify'))
    .description('check size and SHA-256 of every file of the models; the exit code is 1 if one is wrong')
    .argument('[references...]', 'models as name@version (default: all)')
    .option('--json', 'as one JSON array of {reference, ok, error}')
    .addHelpText('after', '\nExample:\n  $ weir models verify encoder-minilm-l6@1')
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

function withFlags(command: Command): Command {
  return command
    .option('--models <folder>', 'registry folder (default: models_dir of the configuration, else the shipped models)')
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)');
}

function registryOf({ models, config }: Flags): Registry {
  const configured = models ?? loadConfiguration(weirConfiguration, { file: config }).values.models_dir;
  return openRegistry(configured ?? shippedModels());
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
