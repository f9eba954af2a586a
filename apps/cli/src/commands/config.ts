import { type EffectiveSetting, effectiveSettings, loadConfiguration } from '@weir/config';
import { weirConfiguration } from '@weir/engine';
import { openRegistry, type Registry, RegistryError, shippedModels } from '@weir/registry';
import { Command } from 'commander';
import { stringify } from 'yaml';

/** `weir config print` and `weir config check`. */
export function configCommand(): Command {
  return new Command('config')
    .description('show or check the configuration')
    .addCommand(printCommand())
    .addCommand(checkCommand());
}

function printCommand(): Command {
  return new Command('print')
    .description('print every setting in force and where it comes from; secrets are masked')
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .option('--json', 'as one JSON array of {setting, value, origin}, and `now` for a model named by its state')
    .action(async ({ config, json }: { config?: string; json?: true }) => {
      const loaded = loadConfiguration(weirConfiguration, { file: config });
      const registry = openRegistry(loaded.values.models_dir ?? shippedModels());
      const settings = await Promise.all(
        effectiveSettings(weirConfiguration, loaded).map(async (each) => ({
          ...each,
          ...(await versionNow(each, registry)),
        })),
      );
      if (json) {
        process.stdout.write(`${JSON.stringify(settings, null, 2)}\n`);
        return;
      }
      const lines = settings.map(({ setting, value, origin, now }) => ({
        text: `${setting}: ${inline(value)}`,
        origin: now === undefined ? origin : `${origin}; now ${now}`,
      }));
      const width = Math.min(60, Math.max(...lines.map(({ text }) => text.length)));
      for (const { text, origin } of lines) process.stdout.write(`${text.padEnd(width)}  # ${origin}\n`);
    });
}

function checkCommand(): Command {
  return new Command('check')
    .description('check the configuration; every mistake is listed and the exit code is 1 if there is one')
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .action(({ config }: { config?: string }) => {
      loadConfiguration(weirConfiguration, { file: config });
      process.stdout.write('the configuration is good\n');
    });
}

/** What a setting that names a model by its state stands for at this time. */
async function versionNow({ value }: EffectiveSetting, registry: Registry): Promise<{ now?: string }> {
  if (typeof value !== 'string' || !/^[a-z0-9-]+@(champion|shadow)$/.test(value)) return {};
  try {
    return { now: await registry.resolve(value) };
  } catch (error) {
    if (error instanceof RegistryError) return { now: 'no version' };
    throw error;
  }
}

function inline(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}
