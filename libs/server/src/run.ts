import { parseFlags, type ServeCommand, type ServeFlags } from './flags.js';

/** Runs a process that serves until it is told to stop. Tells what keeps it from starting, and ends with 1 then. */
export function run(command: ServeCommand, serve: (flags: ServeFlags) => Promise<void>): void {
  const args = process.argv.slice(2);
  serve(parseFlags(command, args)).catch((error: unknown) => {
    const shown = error instanceof Error ? (args.includes('--verbose') ? error.stack : error.message) : String(error);
    process.stderr.write(`weir: ${shown ?? 'failed'}\n`);
    process.exit(1);
  });
}
