/** Raised by a change of the documents below that code of another format cannot read. */
export const storageFormat = 1;

/** One index of the storage. */
export interface IndexDefinition {
  readonly name: string;
  /** Fields that are searched; everything else is only kept. */
  readonly properties: Readonly<Record<string, { readonly type: 'keyword' | 'long' | 'boolean' }>>;
}

/** The indices of one storage, by what lies in them. */
export type StorageIndices = Readonly<
  Record<'products' | 'vectors' | 'documents' | 'records' | 'changes', IndexDefinition>
>;

const keyword = { type: 'keyword' } as const;
const long = { type: 'long' } as const;

/**
 * Every index has one shard, since positions (`_seq_no` + 1) are counted a shard: they order all writes of an index by
 * whatever process, and are products' versions, vectors' positions and records' sequences. Values that nothing searches
 * are JSON text, so that no name or number of them means anything to OpenSearch.
 */
export function storageIndices(prefix: string): StorageIndices {
  return {
    // A product, or that there is none any more. None of the names may be one of the retriever's, `weir-products-v*`.
    products: { name: `${prefix}-products-log`, properties: { live: { type: 'boolean' } } },
    vectors: {
      name: `${prefix}-product-vectors`,
      properties: { product: keyword, encoder: keyword, text: long },
    },
    documents: { name: `${prefix}-documents`, properties: {} },
    // A record with its last change.
    records: { name: `${prefix}-records`, properties: { collection: keyword, key: keyword } },
    // The changes before that.
    changes: {
      name: `${prefix}-record-changes`,
      properties: { collection: keyword, key: keyword, sequence: long },
    },
  };
}
