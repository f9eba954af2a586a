import { CommanderError } from 'commander';
import { program } from './program.js';

/** Exit codes: 0 done, 1 failed, 2 used wrongly. */
async function main(): Promise<void> {
  // What a command waits for may keep nothing alive by itself, and Node.js would end with 0 before it is done.
  const alive = setInterval(() => undefined, 60_000);
  try {
    await (await program(process.argv.slice(2))).parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed it; help and version are errors of code 0 to it.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    process.stderr.write(`weir: ${explain(error, process.argv.includes('--verbose'))}\n`);
    process.exitCode = 1;
  } finally {
    clearInterval(alive);
  }
}

function explain(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return String(error);
  return verbose ? (error.stack ?? error.message) : error.message;
}

void main();
