import { availableParallelism, cpus } from 'node:os';
import { loadConfiguration } from '@weir/config';
import { weirConfiguration } from '@weir/engine';
import { benchmarkInference, type BenchmarkReport } from '@weir/inference';
import { openRegistry, shippedModels, type ModelKind, type Registry } from '@weir/registry';
import { Command, InvalidArgumentError } from 'commander';

interface Flags {
  readonly models?: string;
  readonly encoder?: string;
  readonly crossEncoder?: string;
  readonly repeats: number;
  readonly config?: string;
  readonly json?: true;
}

const examples = `
Examples:
  $ weir bench inference
  $ weir bench inference --json > inference.json
  $ weir bench inference --cross-encoder cross-encoder-l2@1.2.0 --repeats 20`;

/** `weir bench inference`: what the models cost on this machine. */
export function benchInferenceCommand(): Command {
  return new Command('inference')
    .description('measure encoder, cross-encoder and tokenizer on this machine, with made-up products')
    .option('--models <folder>', 'registry folder (default: models_dir of the configuration, else the shipped models)')
    .option('--encoder <reference>', 'bi-encoder as name@version (default: the newest of the first name)')
    .option('--cross-encoder <reference>', 'cross-encoder as name@version (default: the newest of the first name)')
    .option('--repeats <n>', 'times that each measurement is taken; the median is shown', positive, 9)
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .option('--json', 'as one JSON object; times in ms unless the name says us')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const configured = flags.models ?? loadConfiguration(weirConfiguration, { file: flags.config }).values.models_dir;
      const registry = openRegistry(configured ?? shippedModels());
      const encoder = flags.encoder ?? (await newest(registry, 'encoder'));
      const crossEncoder = flags.crossEncoder ?? (await newest(registry, 'cross-encoder'));
      if (encoder === undefined)
        throw new Error(`there is no encoder in ${registry.folder}: name a registry by --models`);
      const report = await benchmarkInference({
        encoder: await registry.load(encoder, 'encoder'),
        crossEncoder: crossEncoder === undefined ? undefined : await registry.load(crossEncoder, 'cross-encoder'),
        threads: [1, 2],
        repeats: flags.repeats,
      });
      const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version };
      process.stdout.write(flags.json ? `${JSON.stringify({ machine, ...report }, null, 2)}\n` : table(report));
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return value;
}

async function newest(registry: Registry, kind: ModelKind): Promise<string | undefined> {
  const entries = (await registry.list()).filter((entry) => 'manifest' in entry && entry.manifest.kind === kind);
  const name = entries[0]?.reference.split('@')[0];
  return entries.filter((entry) => entry.reference.split('@')[0] === name).at(-1)?.reference;
}

function table({ encoder, crossEncoder, tokenizerUsPerPair, mainLoopMaxStallMs }: BenchmarkReport): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const rows: [string, string][] = [
    [`${encoder.model}: query, p50 / p95`, `${ms(encoder.queryMs.p50)} / ${ms(encoder.queryMs.p95)}`],
    ['  while indexing', `${ms(encoder.queryWhileIndexingMs.p50)} / ${ms(encoder.queryWhileIndexingMs.p95)}`],
    ['  passages', `${encoder.passagesPerSecond.toFixed(0)} a second`],
  ];
  if (crossEncoder) {
    rows.push([crossEncoder.model, `${crossEncoder.tokensPerPair.toFixed(0)} tokens a pair`]);
    for (const { pairs, threads, ms: wall, cpuMs } of crossEncoder.runs) {
      rows.push([
        `  ${pairs} pairs, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        `${ms(wall)} (processor ${ms(cpuMs)})`,
      ]);
    }
  }
  rows.push(['tokenizer', `${tokenizerUsPerPair.toFixed(1)} us a pair`]);
  rows.push(['longest stall of the main loop', ms(mainLoopMaxStallMs)]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}
