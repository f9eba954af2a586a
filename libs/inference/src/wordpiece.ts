import { bertWords, isBasicIdeograph } from './bert-text.js';
import type { Vocabulary } from './vocabulary.js';

/** Text cut into the model's vocabulary: ids as the model reads them. */
export interface TokenSequence {
  readonly ids: readonly number[];
  /** Tokens of the first segment (token type 0); the rest is the second (token type 1). */
  readonly firstSegment: number;
}

/** A longer word is one unknown token, as in the reference. */
const maxWordCharacters = 100;
const maxCachedChunk = 40;
const maxCachedChunks = 100_000;

/**
 * Uncased BERT WordPiece, token for token what the reference gives (Rust `tokenizers`, `BertWordPieceTokenizer`), with one
 * difference: a literal "[SEP]", "[CLS]" or "[MASK]" in a text is text, so that nobody can inject a special token.
 * A chunk of text between spaces is cut once and remembered.
 */
export class WordPiece {
  private readonly chunks = new Map<string, readonly number[]>();
  private readonly unknown: number;
  private readonly classify: number;
  private readonly separator: number;

  constructor(private readonly vocabulary: Vocabulary) {
    this.unknown = this.special('[UNK]');
    this.classify = this.special('[CLS]');
    this.separator = this.special('[SEP]');
  }

  /** At most `limit` token ids of the text, without special tokens. */
  ids(text: string, limit: number): number[] {
    const ids: number[] = [];
    let start = 0;
    for (let at = 0; at <= text.length && ids.length < limit; at++) {
      const code = at < text.length ? text.charCodeAt(at) : 0x20;
      const space = code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
      if (!space && !isBasicIdeograph(code)) continue;
      if (at > start) for (const id of this.chunk(text.slice(start, at))) ids.push(id);
      start = space ? at + 1 : at;
    }
    if (ids.length > limit) ids.length = limit;
    return ids;
  }

  /** `[CLS] text [SEP]`, the text cut so that at most `maxTokens` are kept in all. */
  single(text: string, maxTokens: number): TokenSequence {
    const ids = [this.classify, ...this.ids(text, maxTokens - 2), this.separator];
    return { ids, firstSegment: ids.length };
  }

  /** `[CLS] query [SEP] product [SEP]`: the query is given as ids, cut already; the product is cut to what is left of `maxTokens`. */
  pair(query: readonly number[], product: string, maxTokens: number): TokenSequence {
    const ids = [this.classify, ...query, this.separator];
    const firstSegment = ids.length;
    for (const id of this.ids(product, maxTokens - firstSegment - 1)) ids.push(id);
    ids.push(this.separator);
    return { ids, firstSegment };
  }

  private chunk(text: string): readonly number[] {
    const known = this.chunks.get(text);
    if (known) return known;
    const ids = bertWords(text).flatMap((word) => this.pieces(word));
    if (text.length <= maxCachedChunk) {
      // Starting over is cheaper than keeping an order: the frequent chunks are back within a few texts.
      if (this.chunks.size >= maxCachedChunks) this.chunks.clear();
      this.chunks.set(text, ids);
    }
    return ids;
  }

  /** Greedy longest match from the left; a word that cannot be covered is one unknown token. */
  private pieces(word: string): number[] {
    if (word.length > maxWordCharacters && Array.from(word).length > maxWordCharacters) return [this.unknown];
    const { starts, continuations, longest } = this.vocabulary;
    const ids: number[] = [];
    let start = 0;
    while (start < word.length) {
      const pieces = start === 0 ? starts : continuations;
      let end = Math.min(word.length, start + longest);
      let id = pieces.get(word.slice(start, end));
      while (id === undefined && end > start + 1) id = pieces.get(word.slice(start, --end));
      if (id === undefined) return [this.unknown];
      ids.push(id);
      start = end;
    }
    return ids;
  }

  private special(token: string): number {
    const id = this.vocabulary.starts.get(token);
    if (id === undefined) throw new Error(`the vocabulary has no ${token}: give the vocab.txt of an uncased BERT`);
    return id;
  }
}
