import { lexChunk } from './lexeme.js';
import type { Glue, Lexeme } from './lexeme.js';

/** A lexeme where it stands in a text. */
export interface Placed {
  readonly lexeme: Lexeme;
  readonly glue: Glue;
  readonly start: number;
  readonly end: number;
}

/** All lexemes of a text, in order. */
export function lexemesOf(text: string): Placed[] {
  const placed: Placed[] = [];
  let cleanEnd = false;
  let from = 0;
  while (from < text.length) {
    while (from < text.length && isSpace(text.charCodeAt(from))) from += 1;
    let to = from;
    while (to < text.length && !isSpace(text.charCodeAt(to))) to += 1;
    if (to === from) break;
    const chunk = lexChunk(text.slice(from, to));
    for (let index = 0; index < chunk.lexemes.length; index += 1) {
      const lexeme = chunk.lexemes[index]!;
      const glue = index === 0 && !cleanEnd ? 'gap' : lexeme.glue;
      placed.push({ lexeme, glue, start: from + lexeme.start, end: from + lexeme.end });
    }
    cleanEnd = chunk.cleanEnd && chunk.lexemes.length > 0;
    from = to;
  }
  return placed;
}

/** Whether a UTF-16 unit is white space. */
export function isSpace(code: number): boolean {
  if (code <= 32) return true;
  if (code < 160) return false;
  return (
    code === 160 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
