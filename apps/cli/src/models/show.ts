import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Manifest,
  parseReference,
  type Registry,
  type RegistryEntry,
  RegistryError,
  type StateChange,
  type States,
  stateOf,
} from '@weir/registry';
import { Command } from 'commander';
import { type RegistryFlags, registryOf, withRegistryFlags } from './registry-flags.js';

/** `weir models show`. */
export function showCommand(): Command {
  return withRegistryFlags(new Command('show'))
    .description('show a name (its versions, their states and the history) or one version (manifest, metrics, card)')
    .argument('<reference>', 'name, name@version, name@champion or name@shadow')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  $ weir models show ranker-shop\n  $ weir models show ranker-shop@champion')
    .action(async (reference: string, flags: RegistryFlags & { readonly json?: true }) => {
      const registry = registryOf(flags);
      const shown = reference.includes('@') ? await version(registry, reference) : await name(registry, reference);
      process.stdout.write(`${flags.json ? JSON.stringify(shown.json, null, 2) : shown.text}\n`);
    });
}

interface Shown {
  readonly text: string;
  readonly json: unknown;
}

async function name(registry: Registry, name: string): Promise<Shown> {
  const entries = (await registry.list()).filter((entry) => parseReference(entry.reference).name === name);
  if (entries.length === 0) {
    throw new RegistryError('unknown', `no model is called ${name} in ${registry.folder}: weir models list shows them`);
  }
  const states = await registry.states(name);
  const versions = entries.map((entry) => {
    const { version } = parseReference(entry.reference);
    return { version, state: stateOf(states, version), what: what(entry) };
  });
  const width = Math.max(...versions.map(({ version }) => version.length));
  const lines = [
    name,
    ...versions.map(({ version, state, what }) => `  ${version.padEnd(width)}  ${state.padEnd(9)}  ${what}`),
    `\na rollback makes ${states.former.at(-1) ?? 'nothing'} the champion`,
    ...(states.history.length === 0 ? [] : ['\nhistory', ...states.history.map(told)]),
  ];
  return { text: lines.join('\n'), json: { name, versions, ...states } };
}

async function version(registry: Registry, named: string): Promise<Shown> {
  const reference = await registry.resolve(named);
  const entry = (await registry.list()).find((each) => each.reference === reference);
  if (entry === undefined || 'error' in entry) throw entry?.error ?? new RegistryError('unknown', `no ${reference}`);
  const { name, version } = parseReference(reference);
  const states = await registry.states(name);
  const card = await readFile(path.join(entry.folder, 'README.md'), 'utf8').catch(() => undefined);
  const state = stateOf(states, version);
  const lines = [
    `${reference}: ${state}`,
    ...facts(entry.manifest),
    ...history(states, version),
    ...(card === undefined ? [] : ['\ncard', card.trim()]),
  ];
  return { text: lines.join('\n'), json: { reference, folder: entry.folder, state, manifest: entry.manifest, card } };
}

function facts(manifest: Manifest): string[] {
  const { kind, format, description, licence, trained_on, created, files, metrics, input_template, gate } = manifest;
  const bounds = (check: NonNullable<Manifest['gate']>['checks'][number]): string =>
    [
      ...(check.at_least === undefined ? [] : [`at least ${check.at_least}`]),
      ...(check.at_most === undefined ? [] : [`at most ${check.at_most}`]),
    ].join(', ');
  return [
    `  ${description}`,
    `  ${kind} (${format}), made ${created}, ${licence}`,
    `  trained on: ${trained_on.join(', ') || 'nothing of Weir'}`,
    `  files: ${files.map(({ path, bytes }) => `${path} (${bytes} bytes)`).join(', ') || 'none'}`,
    ...Object.entries(input_template?.fields ?? {}).map(([set, fields]) => `  text of ${set}: ${fields.join(', ')}`),
    ...(gate === undefined ? ['  gate: no report'] : [`  gate: ${gate.passed ? 'passed' : 'failed'}`]),
    ...(gate?.checks ?? []).map((each) => `    ${each.name}: ${each.value} (${bounds(each)})`),
    ...Object.entries(metrics).map(([metric, value]) => `  ${metric}: ${value}`),
  ];
}

function history({ history }: States, version: string): string[] {
  const lines = history.filter((change) => change.version === version || change.replaced === version).map(told);
  return lines.length === 0 ? [] : ['\nhistory', ...lines];
}

function told({ when, action, version, from, to, replaced, who, why }: StateChange): string {
  const instead = replaced === undefined ? '' : `, instead of ${replaced}`;
  return `  ${when}  ${action.padEnd(8)}  ${version}: ${from} -> ${to}${instead}, by ${who}: ${why}`;
}

function what(entry: RegistryEntry): string {
  return 'error' in entry ? entry.error.message : entry.manifest.description;
}
