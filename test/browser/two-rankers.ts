import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shippedModels } from '@weir/registry';

const trees = 40;

/**
 * A registry of the shipped models with a second version of the ranker: of its first trees alone, so that it ranks
 * somewhat differently.
 */
export function writeTwoRankers(registry: string): void {
  cpSync(shippedModels(), registry, { recursive: true });
  const [before, after] = ['2.2.0', '2.3.0'].map((version) => path.join(registry, 'ranker-shop', version));
  cpSync(before!, after!, { recursive: true });
  const model = readFileSync(path.join(before!, 'model.txt'), 'utf8');
  const sizes = /^tree_sizes=(.*)$/m.exec(model)?.[1]?.split(' ') ?? [];
  const cut = `${model.slice(0, model.indexOf(`Tree=${trees}\n`))}end of trees\n`.replace(
    /^tree_sizes=.*$/m,
    `tree_sizes=${sizes.slice(0, trees).join(' ')}`,
  );
  writeFileSync(path.join(after!, 'model.txt'), cut);
  const manifest = JSON.parse(readFileSync(path.join(before!, 'manifest.json'), 'utf8')) as Manifest;
  const file = { path: 'model.txt', sha256: createHash('sha256').update(cut).digest('hex'), bytes: cut.length };
  const metrics = Object.fromEntries(
    Object.entries(manifest.metrics).map(([key, value], index) => [key, value + [0.0041, -0.0018, 0][index % 3]!]),
  );
  const description = `LambdaRANK (LightGBM), ${trees} trees over 70 features of libs/features.`;
  const next = { ...manifest, version: '2.3.0', description, files: [file], metrics };
  writeFileSync(path.join(after!, 'manifest.json'), JSON.stringify(next));
}

interface Manifest {
  readonly metrics: Readonly<Record<string, number>>;
}
