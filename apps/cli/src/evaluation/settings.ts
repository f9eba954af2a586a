import path from 'node:path';
import type { Plan } from '@weir/cascade';
import type { CatalogueMapping } from '@weir/catalogue';
import { loadConfiguration } from '@weir/config';
import { type BackendSettings, weirConfiguration } from '@weir/engine';
import { shippedModels } from '@weir/registry';
import { type Command, InvalidArgumentError } from 'commander';

/** Flags that say with which Plan and models a catalogue is searched. */
export interface SettingFlags {
  readonly config?: string;
  readonly models?: string;
  readonly set?: readonly string[];
}

export interface EvaluationSettings {
  readonly plan: Plan;
  readonly registryDir: string;
  /** That of the configuration, if it has one. */
  readonly configuredMapping?: CatalogueMapping;
  readonly backends: BackendSettings;
  /** Where indexes are kept from run to run. */
  readonly cacheDir: string;
}

export function withSettingFlags(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .option('--models <folder>', 'registry folder (default: models_dir of the configuration, else the shipped models)')
    .option(
      '--set <setting=value>',
      'a setting over the configuration, e.g. plan.ranker.model=ranker-shop@2.2.0',
      collect,
      [],
    );
}

export function readSettings(flags: SettingFlags): EvaluationSettings {
  const { values } = loadConfiguration(weirConfiguration, {
    file: flags.config,
    flags: (flags.set ?? []).map((text) => {
      const [setting = '', ...value] = text.split('=');
      return { flag: `--set ${setting}`, setting, value: value.join('=') };
    }),
  });
  const { mapping } = values.catalogue;
  return {
    plan: values.plan,
    backends: values,
    ...(mapping !== undefined && { configuredMapping: mapping }),
    registryDir: flags.models ?? values.models_dir ?? shippedModels(),
    cacheDir: path.join(path.dirname(values.data_dir), 'eval'),
  };
}

export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return value;
}

function collect(text: string, before: readonly string[]): readonly string[] {
  if (!/^[^=]+=/.test(text)) throw new InvalidArgumentError('give setting=value, e.g. plan.retrieval.depth=500.');
  return [...before, text];
}
