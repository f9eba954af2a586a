import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { CatalogueMapping } from '@weir/catalogue';
import { Indexer } from '@weir/indexing';
import { indexSchema, type Retriever } from '@weir/retrieval';
import type { ProductStore } from '@weir/storage';
import type { Closers } from '../closers.js';
import type { EngineOptions } from '../engine.js';
import type { Foundations } from '../foundations.js';
import { followStorage } from '../follow-storage.js';
import { observeWrites } from '../observed-retriever.js';
import { openIndex } from '../open-index.js';
import { SnapshotWriter } from '../snapshots.js';
import type { Catalogue } from './catalogue.js';

/** A catalogue that this process has. */
export interface OwnCatalogue extends Catalogue {
  readonly retriever: Retriever;
  readonly products: ProductStore;
  readonly indexer: Indexer;
  /** Writes the retriever's snapshot if anything changed since the last. */
  saveSnapshot(): Promise<void>;
}

const snapshotEveryMs = 5 * 60_000;

/** Opens the index and brings it to what is stored; vectors that are missing are then under way. */
export async function openCatalogue(
  options: EngineOptions,
  {
    mapping,
    ...base
  }: Pick<Foundations, 'storage' | 'caches' | 'encoder' | 'turns'> & { readonly mapping: CatalogueMapping },
  closers: Closers,
): Promise<OwnCatalogue> {
  const { dataDir, progress, onFault } = options;
  const { storage, caches, encoder } = base;
  progress?.({ step: 'snapshot' });
  let writes = 0;
  const onChange = (): void => {
    writes++;
    caches.changed();
  };
  const index = await openIndex({
    schema: indexSchema(mapping),
    storage,
    backends: options.backends,
    snapshotFile: dataDir === null ? undefined : path.join(dataDir, 'index.snapshot'),
    vectors: encoder === null ? undefined : `${encoder.model} ${mapping.model_text.join(',')}`,
    turns: base.turns,
    onChange,
    onDamage: (error) => onFault?.({ part: 'snapshot', error }),
    onClusterCall: options.onClusterCall,
  });
  closers.add(() => index.close());
  const retriever = observeWrites(index.retriever, onChange);
  const indexer = new Indexer({
    storage,
    retriever,
    mapping,
    encoder,
    others: index.others,
    onVectorFault: ({ cause }) => onFault?.({ part: 'vectors', error: cause }),
  });
  const resumed = index.lastVersion() > 0;
  const replayed = await indexer.catchUp(index.lastVersion(), index.position, (done) =>
    progress?.({ step: 'catch-up', done }),
  );
  await index.ready();
  if (indexer.vectorsPending() > 0) progress?.({ step: 'vectors', done: indexer.vectorsPending() });
  const snapshots = new SnapshotWriter({ save: index.save, indexer, writes: () => writes }, resumed && replayed === 0);
  const saving = setInterval(() => {
    snapshots.save().catch((error: unknown) => onFault?.({ part: 'snapshot', error }));
  }, snapshotEveryMs).unref();
  const following =
    index.others && followStorage(indexer, index.others.everyMs, (error) => onFault?.({ part: 'index', error }));
  closers.add(async () => {
    clearInterval(saving);
    await following?.close();
    await indexer.close();
    await snapshots.save();
  });

  const last = String((await indexer.position()).version);
  const whole = indexer.vectorsPending() === 0;
  const writesAtOpening = writes;
  // What this process has written since, or has no vectors of yet, no other sees in just this state.
  const run = randomBytes(6).toString('base64url');
  return {
    retriever,
    products: storage.products,
    indexer,
    mapping: () => mapping,
    state: () => (whole && writes === writesAtOpening ? last : `${last}.${run}.${writes}`),
    saveSnapshot: () => snapshots.save(),
  };
}
