import { Command, InvalidArgumentError } from 'commander';
import { tell } from '../bench-search/progress.js';
import { showSoak } from '../bench-soak/show.js';
import { soak, type SoakOptions } from '../bench-soak/soak.js';

interface Flags {
  readonly minutes: number;
  readonly products: number;
  readonly rate?: number;
  readonly deadline: number;
  readonly json?: true;
}

const examples = `
Examples:
  $ weir bench soak
  $ weir bench soak --minutes 240 --json > soak.json
  $ weir bench soak --minutes 1 --rate 5

It starts a server of its own with the demonstration shop, finds how many searches a second that answers in good time
(the 99th percentile within half of the deadline), and sends half as many, with clicks. Meanwhile models are promoted and rolled back, the whole catalogue is written anew again and again,
and experiments are made, started, ramped and stopped. It ends with 1 where a search failed, or where memory or handles grow.`;

/** `weir bench soak`: whether a server that everything happens to for a while stays as it was. */
export function benchSoakCommand(): Command {
  return new Command('soak')
    .description(
      'half of the load that a server can bear, with everything changing meanwhile: does anything fail or grow',
    )
    .option('--minutes <n>', 'how long', positive, 20)
    .option('--products <n>', 'of the demonstration shop', positive, 1000)
    .option(
      '--rate <n>',
      'searches a second (default: half of what the server answers in good time, which is found first)',
      positive,
    )
    .option(
      '--deadline <ms>',
      'of a search; longer than by default, since the bench shares the machine',
      positive,
      1000,
    )
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async ({ rate, deadline, ...flags }: Flags) => {
      const options: SoakOptions = { ...flags, perSecond: rate, deadlineMs: deadline };
      const report = await soak(options);
      tell('');
      process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : showSoak(report));
      if (report.faults.length > 0) process.exitCode = 1;
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('give a number greater than 0.');
  return value;
}
