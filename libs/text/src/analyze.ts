import { lexemesOf } from './scan.js';
import { assemble } from './assemble.js';
import type { Token } from './token.js';

/**
 * Tokens of a text in reading order, for documents. A compound, a measure and a size come joined and in parts, the
 * joined form first, at the position of its first part: "WD-40" is `wd40 wd 40`, "1/2 in." is `0.5in 0.5 inch`,
 * "8 ft. x 10 ft." holds `8x10`. No word is dropped as a stop word.
 */
export function analyze(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { term, hash, form, position, start, end } of assemble(lexemesOf(text))) {
    tokens.push({ term, hash, form, position, start, end });
  }
  return tokens;
}

/** Changes whenever the tokens of any text change: an index of another version has to be built anew. */
export const analyzerVersion = 2;
