import { loadConfiguration } from '@weir/config';
import { openSearchConnection, weirConfiguration } from '@weir/engine';
import { connect } from '@weir/opensearch';
import { loadOpenSearchEvents } from '@weir/storage';
import { Command, InvalidArgumentError } from 'commander';

interface Flags {
  readonly before: number;
  readonly config?: string;
}

const examples = `
Examples:
  $ weir events drop --before 2026-01    keep what happened from January 2026 on

Searches, events and exposures of a month (UTC) lie in indices of their own. Their experiments' results are without them
from then on, and an event that is sent again after that is recorded again: drop no month that an experiment which is
still read began in, and none that events may still come for (events.past_days).`;

/** `weir events drop`: old months of events, out of OpenSearch. */
export function eventsDropCommand(): Command {
  return new Command('drop')
    .description('delete the months of events and exposures in OpenSearch that lie before one')
    .requiredOption('--before <month>', 'the first month that is kept, e.g. 2026-01', month)
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .addHelpText('after', examples)
    .action(async ({ before, config }: Flags) => {
      const { values } = loadConfiguration(weirConfiguration, { file: config });
      const client = connect(await openSearchConnection(values.opensearch));
      try {
        const { dropMonthsBefore } = await loadOpenSearchEvents();
        const dropped = await dropMonthsBefore(client, values.storage.opensearch.prefix, before);
        for (const index of dropped) process.stdout.write(`${index} deleted\n`);
        if (dropped.length === 0) process.stdout.write('no month lies before\n');
      } finally {
        await client.close();
      }
    });
}

/** Its first moment, ms since the Unix epoch. */
function month(text: string): number {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('give a year and a month, e.g. 2026-01.');
  return Date.UTC(Number(year), Number(number) - 1);
}
