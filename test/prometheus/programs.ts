import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** `prometheus` or `promtool`, as `scripts/prometheus-server.mjs` found them. */
export function programOf(name: 'prometheus' | 'promtool'): string {
  const linked = path.resolve('node_modules', '.cache', 'prometheus', name);
  if (existsSync(linked)) return linked;
  if (spawnSync(name, ['--version']).status === 0) return name;
  throw new Error(`there is no ${name} for the tests: run node scripts/check.mjs prometheus, which gets one`);
}

/** What promtool says of a file, or of a text on its standard input, and whether it has nothing against it. */
export function promtool(args: readonly string[], input?: string): { readonly ok: boolean; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(programOf('promtool'), [...args], { encoding: 'utf8', input });
  return { ok: status === 0, output: `${stdout}${stderr}` };
}
