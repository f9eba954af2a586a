import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');

it('commits the WebAssembly that its AssemblyScript source compiles to, byte for byte', () => {
  const fresh = execFileSync(process.execPath, ['scripts/wasm.mjs', '--print'], { cwd: root, encoding: 'utf8' });
  const committed = readFileSync(path.join(root, 'libs/trees/src/generated/kernel-wasm.ts'), 'utf8');
  // Outside expect: a difference of base64 helps nobody.
  if (fresh !== committed) throw new Error('libs/trees/assembly has changed: run `node scripts/wasm.mjs` and commit.');
}, 60_000);
