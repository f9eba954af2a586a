import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { build } from 'vite';

const compressed = /\.(js|css|svg|html)$/;

/** Builds apps/console into `target`, with what browsers take compressed beside each file; unchanged, it is copied from the last build. */
export async function buildConsole(root, target) {
  const source = path.join(root, 'apps', 'console');
  const kept = path.join(root, 'node_modules', '.cache', 'console');
  const wanted = await digest([source, path.join(root, 'package-lock.json')]);
  const known = await readFile(path.join(kept, 'digest'), 'utf8').catch(() => '');
  if (known !== wanted) {
    await rm(kept, { recursive: true, force: true });
    await build({ configFile: path.join(source, 'vite.config.mts'), build: { outDir: path.join(kept, 'built') } });
    await compress(path.join(kept, 'built'));
    await writeFile(path.join(kept, 'digest'), wanted);
  }
  await mkdir(path.dirname(target), { recursive: true });
  await cp(path.join(kept, 'built'), target, { recursive: true });
}

async function digest(places) {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of (await filesOf(place)).sort()) hash.update(`${file}\n`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function filesOf(place) {
  const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return [place];
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function compress(folder) {
  const files = (await filesOf(folder)).filter((file) => compressed.test(file));
  await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes));
      await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
    }),
  );
}
