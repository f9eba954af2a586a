import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformFileSync } from '@swc/core';

const root = path.resolve(__dirname, '../..');

/**
 * Compiles the sources of one library, as they are now, and of those that it needs, for a child process that a test can
 * kill; returns the path of its compiled index.
 */
export function compileRoom(room: string): string {
  const cache = path.join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const target = mkdtempSync(path.join(cache, `weir-${room}-`));
  const compiled = new Set<string>();
  for (const needed of compile(room, target)) compileNeeded(needed, target, compiled);
  return path.join(target, 'index.js');
}

function compileNeeded(room: string, target: string, compiled: Set<string>): void {
  if (compiled.has(room)) return;
  compiled.add(room);
  const needed = compile(room, path.join(target, 'node_modules', '@weir', room));
  for (const other of needed) compileNeeded(other, target, compiled);
}

/** Returns the libraries that it needs to run. */
function compile(room: string, target: string): ReadonlySet<string> {
  const source = path.join(root, 'libs', room, 'src');
  const needed = new Set<string>();
  for (const name of readdirSync(source, { recursive: true }).map(String)) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
    const { code } = transformFileSync(path.join(source, name), {
      swcrc: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
      module: { type: 'commonjs' },
    });
    for (const [, other] of code.matchAll(/require\("@weir\/([a-z]+)"\)/g)) needed.add(other!);
    const file = path.join(target, name.replace(/\.ts$/, '.js'));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, code);
  }
  return needed;
}
