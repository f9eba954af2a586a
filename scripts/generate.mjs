// Regenerates everything in the tree that is generated.
//   node scripts/generate.mjs           writes it
//   node scripts/generate.mjs --check   leaves the tree as it is and fails if anything was not current
// Needs `npm run build` first: the tables in docs/ and the console's types come from the built libraries.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { contracts } from './generate/contracts.mjs';
import { dashboards } from './generate/dashboards.mjs';
import { documents } from './generate/documents.mjs';
import { openapi } from './generate/openapi.mjs';
import { run } from './generate/run.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** What writes it, and the files and folders that it writes. */
const generators = [
  { write: contracts, into: ['libs/contracts/src/generated'] },
  {
    write: (folder) => run('node', ['scripts/wasm.mjs'], folder),
    into: ['libs/trees/src/generated', 'libs/retrieval/src/generated'],
  },
  { write: openapi, into: ['apps/console/src/api/generated'] },
  { write: dashboards, into: ['infra/grafana/generated', 'infra/helm/weir/files'] },
  { write: documents, into: ['docs'], only: /\.md$/ },
];

async function snapshot() {
  const files = new Map();
  for (const { into, only } of generators) {
    for (const folder of into.filter((name) => existsSync(path.join(root, name)))) {
      for (const entry of await readdir(path.join(root, folder), { recursive: true, withFileTypes: true })) {
        const file = path.relative(root, path.join(entry.parentPath, entry.name));
        if (entry.isFile() && (only === undefined || only.test(file)))
          files.set(file, await readFile(path.join(root, file)));
      }
    }
  }
  return files;
}

async function restore(before, after) {
  for (const file of after.keys()) if (!before.has(file)) await rm(path.join(root, file));
  for (const [file, bytes] of before) {
    if (after.get(file)?.equals(bytes)) continue;
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), bytes);
  }
}

const before = await snapshot();
try {
  for (const { write } of generators) await write(root);
} finally {
  if (process.argv.includes('--check')) {
    const after = await snapshot();
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (file) => !before.get(file)?.equals(after.get(file) ?? Buffer.alloc(0)),
    );
    await restore(before, after);
    for (const file of changed) console.error(`${file} is not current: run \`npm run generate\` and commit it`);
    if (changed.length > 0) process.exitCode = 1;
  }
}
