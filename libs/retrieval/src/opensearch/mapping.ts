import type { IndexSchema } from '@weir/catalogue';
import { analyzerVersion } from '@weir/text';
import { bm25fParameters } from '../bm25f.js';
import { numericFields } from '../numeric-fields.js';

/** Changes whenever documents of an older one would be read wrongly. */
export const mappingVersion = 1;

/** The field of the tokens of the schema's `field`-th field. By number, since names may hold dots. */
export const textField = (field: number): string => `text_${field}`;
/** The field of its length in tokens. */
export const lengthField = (field: number): string => `length_${field}`;
/** All tokens of a product, for queries of more clauses than OpenSearch takes. */
export const allText = 'text_all';

export interface IndexDefinition {
  readonly settings: object;
  readonly mappings: {
    readonly _meta: { readonly made_of: string; readonly fields: readonly string[] };
    readonly dynamic: false;
    readonly _source: object;
    readonly properties: object;
  };
}

/** Settings and mapping of an index of this schema, but for the vectors, whose width is not known yet. */
export function indexDefinition(
  schema: IndexSchema,
  { shards, replicas, madeOf }: { readonly shards: number; readonly replicas: number; readonly madeOf: string },
): IndexDefinition {
  return {
    settings: {
      number_of_shards: shards,
      number_of_replicas: replicas,
      // How long a deletion is remembered, so that an older write that comes late does not undo it.
      'index.gc_deletes': '1h',
      'index.knn': true,
      'index.knn.derived_source.enabled': false,
      similarity: similarities(schema),
    },
    mappings: {
      _meta: { made_of: madeOfText(schema, madeOf), fields: schema.fields },
      dynamic: false,
      // What is kept of a vector is `embedding`, which is a third of its size.
      _source: { excludes: ['vector'] },
      properties: {
        ...Object.fromEntries(schema.fields.flatMap((_, field) => textProperties(field))),
        [allText]: { ...tokens, similarity: 'BM25' },
        key: { type: 'keyword' },
        version: { type: 'long' },
        stamp: { type: 'long' },
        state: { type: 'binary', doc_values: true },
        embedding: { type: 'binary', doc_values: true },
        forms: { type: 'keyword', ignore_above: longestToken },
        terms: { type: 'keyword', ignore_above: longestToken },
        values: { type: 'keyword' },
        value_keys: { type: 'keyword' },
        value_numbers: { type: 'keyword', doc_values: false },
        value_fields: { type: 'keyword' },
        ...Object.fromEntries(numericFields.map((field) => [field, { type: 'double' }])),
      },
    },
  };
}

/** The mapping of vectors of this width: unit vectors, so that the inner product is the cosine. */
export function vectorProperty(dimension: number): object {
  return {
    vector: {
      type: 'knn_vector',
      dimension,
      method: {
        name: 'hnsw',
        engine: 'lucene',
        space_type: 'innerproduct',
        parameters: { m: 16, ef_construction: 128 },
      },
    },
  };
}

/** What an index of this schema is made of: one that says something else cannot be searched with it. */
export function madeOfText({ fields }: IndexSchema, madeOf: string): string {
  return JSON.stringify({ mapping: mappingVersion, analyzer: analyzerVersion, fields, with: madeOf });
}

// Tokens come ready made from libs/text; Lucene only splits them at the spaces that we put between them.
const tokens = { type: 'text', analyzer: 'whitespace', index_options: 'freqs' } as const;
const longestToken = 255;

function textProperties(field: number): (readonly [string, object])[] {
  return [
    [textField(field), { ...tokens, similarity: `field_${field}`, copy_to: allText }],
    [lengthField(field), { type: 'integer', index: false }],
  ];
}

function similarities(schema: IndexSchema): object {
  const { k1, b } = bm25fParameters(schema);
  return Object.fromEntries(b.map((value, field) => [`field_${field}`, { type: 'BM25', k1, b: value }]));
}
