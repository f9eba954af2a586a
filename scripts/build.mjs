// Compiles every app and library to dist/ with swc, and the console with Vite; types are checked by `npm test`.
// The tree stays as it is: libs/trees/src/index.ts becomes dist/libs/trees/src/index.js.
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transformFile } from '@swc/core';
import { buildConsole } from './build-console.mjs';

const root = path.resolve(import.meta.dirname, '..');
const source = /^(apps|libs)\/[^/]+\/src\/.*\.ts$/;
const notSource = /\.spec\.ts$|\.d\.ts$|^apps\/console\//;
const asset = /^(apps|libs)\/[^/]+\/(src|proto)\/.*\.(proto|wasm|json|html)$/;

// Built beside dist/ and swapped in at once, so that a process started meanwhile never sees half a build.
const fresh = await mkdtemp(path.join(root, 'dist-'));

const config = JSON.parse(await readFile(path.join(root, '.swcrc'), 'utf8'));
config.jsc.baseUrl = root;

async function compile(file) {
  const filename = path.join(root, file);
  const target = path.join(fresh, file.replace(/\.ts$/, '.js'));
  const { code, map } = await transformFile(filename, { ...config, swcrc: false, filename });
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
  await writeFile(`${target}.map`, map ?? '');
}

async function copy(file) {
  const target = path.join(fresh, file);
  await mkdir(path.dirname(target), { recursive: true });
  await cp(path.join(root, file), target);
}

async function swap() {
  const dist = path.join(root, 'dist');
  const old = `${fresh}-old`;
  await rename(dist, old).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(fresh, dist);
  await rm(old, { recursive: true, force: true });
}

const files = [];
for (const folder of ['apps', 'libs']) {
  for (const entry of await readdir(path.join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files.push(path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  }
}
const sources = files.filter((file) => source.test(file) && !notSource.test(file));
try {
  await Promise.all([
    ...sources.map(compile),
    ...files.filter((file) => asset.test(file)).map(copy),
    buildConsole(root, path.join(fresh, 'apps', 'console')),
  ]);
  await swap();
} finally {
  await rm(fresh, { recursive: true, force: true });
}
console.error(`built ${sources.length} files and the console into dist/`);
