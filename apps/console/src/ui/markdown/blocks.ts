/** A block of Markdown, its text with inline marks still in it. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph' | 'quote' | 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const fence = /^\s*```/;
const divider = /^\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$/;

/** The part of CommonMark and of GitHub's tables that model cards use; anything else is a paragraph. */
export function parseMarkdown(text: string): readonly Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const { block, next } = blockAt(lines, at);
    if (block !== undefined) blocks.push(block);
    at = next;
  }
  return blocks;
}

interface Read {
  readonly block?: Block;
  /** Line after it. */
  readonly next: number;
}

function blockAt(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { next: at + 1 };
  const [, marks, title] = heading.exec(line) ?? [];
  if (marks !== undefined) return { block: { kind: 'heading', level: marks.length, text: title ?? '' }, next: at + 1 };
  if (fence.test(line)) return code(lines, at);
  if (line.includes('|') && divider.test(lines[at + 1] ?? '')) return table(lines, at);
  if (item.test(line)) return list(lines, at);
  const next = lines.findIndex((each, index) => index > at && isOver(each));
  const end = next < 0 ? lines.length : next;
  const joined = lines.slice(at, end).map((each) => each.trim());
  const isQuote = joined.every((each) => each.startsWith('>'));
  const block = isQuote
    ? { kind: 'quote' as const, text: joined.map((each) => each.replace(/^>\s?/, '')).join(' ') }
    : { kind: 'paragraph' as const, text: joined.join(' ') };
  return { block, next: end };
}

function isOver(line: string): boolean {
  return line.trim() === '' || heading.test(line) || fence.test(line) || item.test(line);
}

function code(lines: readonly string[], at: number): Read {
  const closing = lines.findIndex((line, index) => index > at && fence.test(line));
  const end = closing < 0 ? lines.length : closing;
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function table(lines: readonly string[], at: number): Read {
  const rows: (readonly string[])[] = [];
  let next = at + 2;
  for (; (lines[next] ?? '').includes('|'); next++) rows.push(cells(lines[next] ?? ''));
  return { block: { kind: 'table', head: cells(lines[at] ?? ''), rows }, next };
}

function cells(line: string): readonly string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Lines that are indented go on with their item. */
function list(lines: readonly string[], at: number): Read {
  const items: string[] = [];
  const ordered = item.exec(lines[at] ?? '')?.[1] !== undefined;
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    const [, , text] = item.exec(line) ?? [];
    if (text !== undefined) items.push(text);
    else if (line.trim() === '' || !/^\s/.test(line)) break;
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { block: { kind: 'list', ordered, items }, next };
}
