import { existsSync } from 'node:fs';
import type { IndexSchema } from '@weir/catalogue';
import type { Indexer, IndexPosition } from '@weir/indexing';
import { type EmbeddedOptions, EmbeddedRetriever, SnapshotError } from '@weir/retrieval';
import type { Storage } from '@weir/storage';
import { catalogueId } from './stored-settings.js';

/** What a snapshot says of itself. */
interface SnapshotNote {
  /** `catalogueId` of the storage that it was made of. */
  readonly catalogue: string;
  /** What its vectors are made with; null before the first. */
  readonly vectors: string | null;
  readonly position: IndexPosition;
}

export interface SnapshotOptions {
  /** Undefined where nothing is kept. */
  readonly file: string | undefined;
  readonly schema: IndexSchema;
  readonly storage: Storage;
  /** What the index's vectors are made with, encoder and text; undefined where there is no encoder. */
  readonly vectors: string | undefined;
  readonly options: EmbeddedOptions;
  /** Told of a file that is damaged, and not used. */
  readonly onDamage?: ((error: Error) => void) | undefined;
}

/** An embedded index that is kept in a snapshot file. */
export interface SavedIndex {
  readonly retriever: EmbeddedRetriever;
  /** Undefined where it is empty. */
  readonly position: IndexPosition | undefined;
  readonly save: ((position: IndexPosition) => Promise<void>) | undefined;
}

/**
 * The index of the snapshot file if it fits the schema, the storage and the encoder, else an empty one: what it lacks is
 * caught up from the storage. An encoder's query means nothing among the vectors of another.
 */
export async function openSaved({ file, schema, storage, vectors, ...rest }: SnapshotOptions): Promise<SavedIndex> {
  const catalogue = await catalogueId(storage.documents);
  const loaded = file === undefined ? undefined : await load(file, schema, rest);
  const note = loaded?.note as SnapshotNote | undefined;
  const stored = await storage.products.lastVersion();
  const isAhead = note?.catalogue === catalogue && loaded!.lastVersion() > stored;
  if (isAhead) rest.onDamage?.(new Error(aheadText(file!, loaded!.lastVersion(), stored)));
  if (note !== undefined && note.catalogue !== catalogue) rest.onDamage?.(new Error(strangerText(file!)));
  const fits =
    note?.catalogue === catalogue &&
    (vectors === undefined || note.vectors === null || note.vectors === vectors) &&
    !isAhead;
  const retriever = fits ? loaded! : EmbeddedRetriever.create(schema, rest.options);
  const madeWith = vectors ?? (fits ? note.vectors : null);
  return {
    retriever,
    position: fits ? note.position : undefined,
    save:
      file === undefined
        ? undefined
        : (position) => retriever.save(file, { catalogue, vectors: madeWith, position } satisfies SnapshotNote),
  };
}

function strangerText(file: string): string {
  return (
    `${file} was made of another storage than the one beside it: the index is made anew of what is stored. Where nobody ` +
    'moved a storage away, this one has lost what was written: put back a copy of it'
  );
}

function aheadText(file: string, seen: number, stored: number): string {
  return (
    `${file} has seen the products up to version ${seen}, and the storage ends at ${stored}: it has lost what was written ` +
    'last, or is an older copy. The index is made anew of what is stored; put back a newer copy of the storage, or send ' +
    'the products again'
  );
}

async function load(
  file: string,
  schema: IndexSchema,
  { options, onDamage }: Pick<SnapshotOptions, 'options' | 'onDamage'>,
): Promise<EmbeddedRetriever | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    return await EmbeddedRetriever.load(file, schema, options);
  } catch (error) {
    // A snapshot only saves time: one that is damaged, or of another format or schema, is replaced by the next.
    if (!(error instanceof SnapshotError)) throw error;
    if (error.problem === 'damaged') onDamage?.(error);
    return undefined;
  }
}

/** Writes the snapshot when something has changed since the last, one at a time. */
export class SnapshotWriter {
  private saved: number;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: {
      /** Undefined where nothing is kept. */
      readonly save: ((position: IndexPosition) => Promise<void>) | undefined;
      readonly indexer: Indexer;
      /** Writes to the index so far. */
      readonly writes: () => number;
    },
    upToDate: boolean,
  ) {
    this.saved = upToDate ? parts.writes() : -1;
  }

  save(): Promise<void> {
    const next = this.writing.then(() => this.saveNow());
    this.writing = next.catch(() => undefined);
    return next;
  }

  private async saveNow(): Promise<void> {
    const { save, indexer, writes } = this.parts;
    const now = writes();
    if (save === undefined || now === this.saved) return;
    await indexer.saveSnapshot(save);
    this.saved = now;
  }
}
