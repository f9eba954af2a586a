// Compiles every app and library to dist/ with swc (about a second); types are checked by `npm test`.
// The tree stays as it is: libs/trees/src/index.ts becomes dist/libs/trees/src/index.js.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transformFile } from '@swc/core';

const root = path.resolve(import.meta.dirname, '..');
const source = /^(apps|libs)\/[^/]+\/src\/.*\.ts$/;
const notSource = /\.spec\.ts$|\.d\.ts$|^apps\/console\//;
const asset = /^(apps|libs)\/[^/]+\/(src|proto)\/.*\.(proto|wasm|json|html)$/;

const config = JSON.parse(await readFile(path.join(root, '.swcrc'), 'utf8'));
config.jsc.baseUrl = root;

async function compile(file) {
  const filename = path.join(root, file);
  const target = path.join(root, 'dist', file.replace(/\.ts$/, '.js'));
  const { code, map } = await transformFile(filename, { ...config, swcrc: false, filename });
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
  await writeFile(`${target}.map`, map ?? '');
}

async function copy(file) {
  const target = path.join(root, 'dist', file);
  await mkdir(path.dirname(target), { recursive: true });
  await cp(path.join(root, file), target);
}

await rm(path.join(root, 'dist'), { recursive: true, force: true });
const files = [];
for (const folder of ['apps', 'libs']) {
  for (const entry of await readdir(path.join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files.push(path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  }
}
const sources = files.filter((file) => source.test(file) && !notSource.test(file));
await Promise.all([...sources.map(compile), ...files.filter((file) => asset.test(file)).map(copy)]);
console.error(`built ${sources.length} files into dist/`);
