import { setImmediate as nextTurn } from 'node:timers/promises';

/** A WordPiece vocabulary: ids by piece, those that begin a word apart from those that follow (`##`). */
export interface Vocabulary {
  readonly starts: ReadonlyMap<string, number>;
  readonly continuations: ReadonlyMap<string, number>;
  /** UTF-16 units of the longest piece. */
  readonly longest: number;
}

const continuation = '##';
/** About a millisecond. */
const linesAStep = 2000;

/** @param text Of a `vocab.txt`: one token a line, its id the line's number from 0. */
export function parseVocabulary(text: string): Vocabulary {
  const growing = new GrowingVocabulary();
  growing.add(linesOf(text), 0, Infinity);
  return growing;
}

/** The same without holding up the event loop, for a model that is loaded while others serve. */
export async function parseVocabularyInSteps(text: string): Promise<Vocabulary> {
  const growing = new GrowingVocabulary();
  const lines = linesOf(text);
  for (let first = 0; first < lines.length; first += linesAStep) {
    growing.add(lines, first, first + linesAStep);
    await nextTurn();
  }
  return growing;
}

class GrowingVocabulary implements Vocabulary {
  readonly starts = new Map<string, number>();
  readonly continuations = new Map<string, number>();
  longest = 1;

  add(lines: readonly string[], first: number, end: number): void {
    for (let id = first; id < Math.min(end, lines.length); id++) {
      const token = lines[id]!;
      const follows = token.startsWith(continuation);
      const piece = follows ? token.slice(continuation.length) : token;
      (follows ? this.continuations : this.starts).set(piece, id);
      this.longest = Math.max(this.longest, piece.length);
    }
  }
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
