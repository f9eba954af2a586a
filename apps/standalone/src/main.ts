import { parseFlags } from './flags.js';
import { serve } from './serve.js';

const args = process.argv.slice(2);

serve(parseFlags(args)).catch((error: unknown) => {
  const shown = error instanceof Error ? (args.includes('--verbose') ? error.stack : error.message) : String(error);
  process.stderr.write(`weir: ${shown ?? 'failed'}\n`);
  process.exit(1);
});
