import { promote, promotionStates, type Registry, rollBack, type StateChange } from '@weir/registry';
import { Command, Option } from 'commander';
import type { PromotionState } from '@weir/registry';
import { type RegistryFlags, registryOf, withRegistryFlags } from './registry-flags.js';

interface Flags extends RegistryFlags {
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

/** `weir models promote`. */
export function promoteCommand(): Command {
  return withMotive(new Command('promote'))
    .description('give a version another state: exactly one version of a name is its champion')
    .argument('<name>', 'model, e.g. ranker-shop')
    .argument('<version>', 'version, e.g. 1.2.0')
    .addOption(new Option('--to <state>', 'its state from now on').choices(promotionStates).makeOptionMandatory())
    .addHelpText('after', '\nExample:\n  $ weir models promote ranker-shop 1.2.0 --to champion --why "NDCG@10 +.012"')
    .action(async (name: string, version: string, flags: Flags & { readonly to: PromotionState }) => {
      const registry = registryOf(flags);
      report(registry, name, await promote(registry, `${name}@${version}`, flags.to, flags), flags);
    });
}

/** `weir models rollback`. */
export function rollbackCommand(): Command {
  return withMotive(new Command('rollback'))
    .description('make the champion before this one the champion again')
    .argument('<name>', 'model, e.g. ranker-shop')
    .addHelpText('after', '\nExample:\n  $ weir models rollback ranker-shop --why "complaints about shoes"')
    .action(async (name: string, flags: Flags) => {
      const registry = registryOf(flags);
      report(registry, name, await rollBack(registry, name, flags), flags);
    });
}

function withMotive(command: Command): Command {
  return withRegistryFlags(command)
    .requiredOption('--why <reason>', 'for the history')
    .option('--who <name>', 'for the history (default: the user of this process)')
    .option('--json', 'as JSON: the new line of the history');
}

function report(registry: Registry, name: string, change: StateChange, { json }: Flags): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(change, null, 2)}\n`);
    return;
  }
  const { version, from, to, replaced } = change;
  const instead = replaced === undefined ? '' : `, instead of ${replaced}`;
  process.stdout.write(`${name}@${version}: ${from} -> ${to}${instead} (${registry.folder})\n${next(name, change)}\n`);
}

function next(name: string, { to }: StateChange): string {
  if (to === 'candidate') return 'No Plan can name it by its state any more.';
  if (to === 'shadow') {
    return `A Plan that names ${name}@shadow has it now. /console/models compares it with the champion over live searches.`;
  }
  return `A running Weir whose Plan names ${name}@champion serves it within seconds; of an encoder, after a restart.`;
}
