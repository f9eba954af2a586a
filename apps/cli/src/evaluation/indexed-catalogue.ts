import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PartialPlan } from '@weir/cascade';
import { type CatalogueMapping, guessMapping, mappingFromYaml, readRows, sampleRows } from '@weir/catalogue';
import { type BackendSettings, type Engine, openEngine } from '@weir/engine';
import { writeWhole } from '@weir/files';
import { openRegistry } from '@weir/registry';
import { openEmbeddedStorage, StorageError } from '@weir/storage';
import { analyzerVersion } from '@weir/text';
import { progressBar } from './progress.js';

export interface IndexedCatalogueOptions {
  /** The products: any file that `weir index` reads. */
  readonly catalogue: string;
  /** A YAML file; absent, it is the configured mapping, else one guessed from the first rows. */
  readonly mapping?: string;
  readonly configuredMapping?: CatalogueMapping;
  readonly plan: PartialPlan;
  readonly registryDir: string;
  /** Which servers, as configured; an index in a cluster gets a name of its own. */
  readonly backends: BackendSettings;
  /** Folder under which indexes are kept, each in a folder named after what it was made of. */
  readonly cacheDir: string;
  /** Index again even if there is an index. */
  readonly fresh?: boolean;
  /** Of cached scores; 0 where the time of every search shall be what it costs. @defaultValue the engine's */
  readonly cacheBytes?: number;
}

/** Written once an index is whole: one that was interrupted is made again. */
const completeMark = 'complete';
/** Rows that a mapping is guessed from. */
const sampleSize = 500;

/**
 * Opens an engine over the catalogue, indexing it with its vectors the first time. The caller closes it. Rejects with
 * `StorageError` `LOCKED` while another process makes or uses this index.
 */
export async function openIndexedCatalogue(options: IndexedCatalogueOptions): Promise<Engine> {
  const mapping = await mappingOf(options);
  const made = await fingerprint(options, mapping);
  const dataDir = path.join(options.cacheDir, made);
  const mark = path.join(dataDir, completeMark);
  const whole = options.fresh !== true && (await exists(mark));
  if (!whole) await clear(dataDir);
  const { registryDir, cacheBytes } = options;
  // Vectors are made even if the Plan does without them, so that the index serves every mode.
  const plan = { ...options.plan, retrieval: { ...options.plan.retrieval, mode: 'hybrid' as const } };
  const engine = await openEngine({
    ...{ dataDir, registryDir, plan, mapping },
    backends: ofItsOwn(options.backends, made),
    ...(cacheBytes !== undefined && { cacheBytes }),
  });
  if (whole) return engine;
  try {
    await index(engine, options.catalogue);
    await writeWhole(mark, '');
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Removes what was made before, unless another process has it open: it would go on with an index that is not there. */
async function clear(dataDir: string): Promise<void> {
  const file = path.join(dataDir, 'weir.duckdb');
  if (await exists(file)) {
    await openEmbeddedStorage(file).then(
      (storage) => storage.close(),
      (error: unknown) => {
        if (error instanceof StorageError && error.code === 'LOCKED') throw error;
      },
    );
  }
  await rm(dataDir, { recursive: true, force: true });
}

/** The settings with an index that no other catalogue has, and what is stored in the folder of the index. */
function ofItsOwn({ retrieval, storage, opensearch }: BackendSettings, made: string): BackendSettings {
  const suffix = made.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
  const { engine, opensearch: index } = retrieval;
  return {
    opensearch,
    storage: { ...storage, engine: 'embedded' },
    retrieval: { engine, opensearch: { ...index, index: `${index.index}-eval-${suffix}` } },
  };
}

async function index(engine: Engine, catalogue: string): Promise<void> {
  const bar = progressBar(`indexing ${path.basename(catalogue)}`);
  const report = await engine.indexer.indexAll(readRows(catalogue), {
    onProgress: ({ indexed, vectorsPending }) => {
      bar.show(indexed - vectorsPending, indexed);
    },
  });
  bar.end();
  process.stderr.write(
    `indexed ${report.products} products in ${report.seconds.toFixed(0)} s, ${report.rejected} rows skipped\n`,
  );
  await engine.saveSnapshot();
}

async function mappingOf(options: IndexedCatalogueOptions): Promise<CatalogueMapping> {
  const { catalogue, mapping, configuredMapping } = options;
  if (mapping !== undefined) return mappingFromYaml(await readFile(mapping, 'utf8'));
  if (configuredMapping !== undefined) return configuredMapping;
  const rows = await sampleRows(catalogue, sampleSize);
  return guessMapping(rows.flatMap((row) => ('fields' in row ? [row.fields] : [])));
}

/** Of all that the index follows from. */
async function fingerprint(options: IndexedCatalogueOptions, mapping: CatalogueMapping): Promise<string> {
  const { catalogue, registryDir, plan } = options;
  const named = plan.retrieval?.encoder ?? null;
  const encoder = named === null ? null : await openRegistry(registryDir).resolve(named);
  const { size, mtimeMs } = await stat(catalogue);
  const parts = [path.resolve(catalogue), size, mtimeMs, mapping, encoder, analyzerVersion];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  return `${path.basename(path.dirname(path.resolve(catalogue)))}-${digest}`;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
