import type { TextRange } from './highlighting.js';

/** A text as HTML, with its ranges between two tags: what a catalogue wrote stays text. */
export function toHtml(text: string, ranges: readonly TextRange[], tags: readonly [pre: string, post: string]): string {
  let html = '';
  let from = 0;
  for (const { start, end } of ranges) {
    html += escape(text.slice(from, start)) + tags[0] + escape(text.slice(start, end)) + tags[1];
    from = end;
  }
  return html + escape(text.slice(from));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
