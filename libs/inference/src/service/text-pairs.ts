import { createHash } from 'node:crypto';
import type { PairText } from '../models.js';

/**
 * Texts as pairs whose key in the score cache is their hash: callers of several shops may give different products one id
 * and version.
 */
export function textPairs(texts: readonly string[]): readonly PairText[] {
  return texts.map((text) => ({
    id: createHash('sha256').update(text).digest('base64url').slice(0, 22),
    version: 0,
    text,
  }));
}
