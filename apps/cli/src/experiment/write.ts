import type { Experiment } from '@weir/contracts';
import { Command } from 'commander';
import { readDefinition } from './definition-file.js';
import { type AuthorFlags, callServer, withAuthorFlags } from './server.js';

/** `weir experiment create`. */
export function createCommand(): Command {
  return withAuthorFlags(new Command('create'))
    .description('write a draft')
    .argument('<file>', 'its definition as YAML or JSON; - reads standard input')
    .addHelpText(
      'after',
      '\nExample:\n  $ weir experiment create reranker-off.yaml --why "is it worth its milliseconds?"',
    )
    .action(async (file: string, flags: AuthorFlags) => {
      const definition = await readDefinition(file);
      const { experiment } = await callServer(flags, 'createExperiment', { definition, author: flags.author });
      tell(experiment, flags);
    });
}

/** `weir experiment update`. */
export function updateCommand(): Command {
  return withAuthorFlags(new Command('update'))
    .description('write another definition; what is assigned in a running experiment changes in a new phase only')
    .argument('<key>', 'key of the experiment')
    .argument('<file>', 'the whole new definition as YAML or JSON; - reads standard input')
    .option('--based-on <version>', 'the version that it was made from (default: the one there is now)', Number)
    .option('--new-phase', 'start a new phase, analysed by itself')
    .addHelpText(
      'after',
      '\nExample:\n  $ weir experiment update reranker-off reranker-off.yaml --based-on 3 --new-phase',
    )
    .action(async (key: string, file: string, flags: AuthorFlags & { basedOn?: number; newPhase?: true }) => {
      const definition = await readDefinition(file);
      const version = flags.basedOn ?? (await versionOf(key, flags));
      const { experiment } = await callServer(flags, 'updateExperiment', {
        key,
        definition,
        version,
        new_phase: flags.newPhase ?? false,
        author: flags.author,
        reason: flags.why ?? '',
      });
      tell(experiment, flags);
    });
}

/** `weir experiment start`, `stop`, `archive`. */
export function transitionCommand(action: 'start' | 'stop' | 'archive', description: string): Command {
  return withAuthorFlags(new Command(action))
    .description(description)
    .argument('<key>', 'key of the experiment')
    .addHelpText('after', `\nExample:\n  $ weir experiment ${action} reranker-off --why "..."`)
    .action(async (key: string, flags: AuthorFlags) => {
      const { experiment } = await callServer(flags, 'transitionExperiment', {
        key,
        action,
        version: 0,
        author: flags.author,
        reason: flags.why ?? '',
      });
      tell(experiment, flags);
    });
}

async function versionOf(key: string, flags: AuthorFlags): Promise<number> {
  const { experiment } = await callServer(flags, 'getExperiment', { key });
  return experiment?.version ?? 0;
}

function tell(experiment: Experiment | undefined, flags: AuthorFlags): void {
  if (experiment === undefined) throw new Error('the server answered without an experiment');
  const { key, state, phase, version, warnings } = experiment;
  if (flags.json) process.stdout.write(`${JSON.stringify(experiment, null, 2)}\n`);
  else process.stdout.write(`${key} is ${state}, phase ${phase}, version ${version}\n`);
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
}
