import type { TextRange } from '@weir/contracts';

/** The terminal that an answer is shown on. */
export interface Screen {
  /** Characters a line. */
  readonly columns: number;
  /** It shows what ANSI's escape sequences say: matched words are bold. */
  readonly ansi: boolean;
}

/** A text whose ranges are bold where the screen can show it; ranges may end behind the text. */
export function marked(text: string, ranges: readonly TextRange[], { ansi }: Pick<Screen, 'ansi'>): string {
  if (!ansi) return text;
  return [...ranges]
    .reverse()
    .filter(({ start }) => start < text.length)
    .reduce(
      (rest, { start, end }) => `${rest.slice(0, start)}\u001b[1m${rest.slice(start, end)}\u001b[22m${rest.slice(end)}`,
      text,
    );
}

/** A catalogue's text without what a terminal would obey; as long as before. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
