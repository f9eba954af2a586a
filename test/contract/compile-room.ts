import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformFileSync } from '@swc/core';

const root = path.resolve(__dirname, '../..');

/**
 * Compiles the sources of one library, as they are now, for a child process that a test can kill; returns the path of
 * its compiled index. The library may import packages and types of other libraries, not their code.
 */
export function compileRoom(room: string): string {
  const cache = path.join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const target = mkdtempSync(path.join(cache, `weir-${room}-`));
  const source = path.join(root, 'libs', room, 'src');
  for (const name of readdirSync(source, { recursive: true }).map(String)) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
    const { code } = transformFileSync(path.join(source, name), {
      swcrc: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    const file = path.join(target, name.replace(/\.ts$/, '.js'));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, code);
  }
  return path.join(target, 'index.js');
}
