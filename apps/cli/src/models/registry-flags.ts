import { loadConfiguration } from '@weir/config';
import { weirConfiguration } from '@weir/engine';
import { openRegistry, shippedModels, type Registry } from '@weir/registry';
import type { Command } from 'commander';

/** Which registry folder a command is about. */
export interface RegistryFlags {
  readonly models?: string;
  readonly config?: string;
}

export function withRegistryFlags(command: Command): Command {
  return command
    .option('--models <folder>', 'registry folder (default: models_dir of the configuration, else the shipped models)')
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)');
}

export function registryOf({ models, config }: RegistryFlags): Registry {
  const configured = models ?? loadConfiguration(weirConfiguration, { file: config }).values.models_dir;
  return openRegistry(configured ?? shippedModels());
}
