import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { checkVectors, TOLERANCE, type VectorCheck } from '../stats/check-vectors.js';
import { parseVectorCases } from '../stats/vector-cases.js';

interface Flags {
  readonly json?: true;
}

const examples = `
Examples:
  $ weir stats check stats_vectors.json
  $ weir stats check stats_vectors.json --json

The file is {"source", "cases": [{"kind", "input", "expected"}, ...]} with inputs and results as GrowthBook's gbstats
names them. A number agrees if it is within ${TOLERANCE} of theirs, relative to theirs; p-values and risks that they form
by subtracting from 1 may also be 1e-15 off. Ends with code 1 if any case does not agree.`;

/** `weir stats check`: libs/statistics against what another implementation computed. */
export function statsCheckCommand(): Command {
  return new Command('check')
    .description('compare the statistics with the results of another implementation')
    .argument('<file>', 'JSON document of cases')
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async (file: string, flags: Flags) => {
      const check = checkVectors(parseVectorCases(await readFile(file, 'utf8'), path.basename(file)));
      const { kinds, ...brief } = check;
      process.stdout.write(flags.json ? `${JSON.stringify({ ...brief, kinds })}\n` : table(check));
      if (check.disagree.length > 0) process.exitCode = 1;
    });
}

function table({ cases, agree, kinds, disagree }: VectorCheck): string {
  const rows = Object.entries(kinds).map(
    ([kind, counts]) => `${kind.padEnd(34)}${counts.agree} of ${counts.cases} agree\n`,
  );
  const lines = disagree.flatMap(({ case: index, kind, fields }) =>
    fields.map(
      ({ field, ours, theirs }) => `case ${index} (${kind}): ${field} is ${String(ours)}, theirs ${String(theirs)}\n`,
    ),
  );
  return `${rows.join('')}${'all'.padEnd(34)}${agree} of ${cases} agree\n${lines.join('')}`;
}
