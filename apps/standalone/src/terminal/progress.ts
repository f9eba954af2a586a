import type { OpeningStep } from '@weir/engine';

const { stderr } = process;

/** Says what the engine is doing while it opens, on one line that is rewritten; silent where nobody watches. */
export function openingProgress(): { show(step: OpeningStep): void; end(): void } {
  const titles = {
    storage: 'opening the data folder',
    retrieval: 'waiting for the processes that have the index',
    models: 'loading models',
    snapshot: 'reading the snapshot',
    'catch-up': 'indexing what changed since the snapshot',
    vectors: 'making vectors',
  } satisfies Record<OpeningStep['step'], string>;
  return {
    show: ({ step, done, total }) => {
      if (step !== 'vectors')
        rewrite(`${titles[step]}${done === undefined ? '' : ` ${done}${total === undefined ? '' : ` of ${total}`}`} …`);
    },
    end: () => {
      rewrite('');
    },
  };
}

/** A progress line with a bar where the number of rows is known. */
export function indexingProgress(
  title: string,
  total?: number,
): { show(rows: number, rate: number): void; note(text: string): void; end(summary: string): void } {
  const width = 24;
  let notes = 0;
  return {
    show: (rows, rate) => {
      const share = total === undefined ? undefined : Math.min(1, rows / total);
      const bar = share === undefined ? '' : `[${'#'.repeat(Math.round(share * width)).padEnd(width, '.')}] `;
      rewrite(`${title} ${bar}${rows}${total === undefined ? '' : ` of ${total}`} (${Math.round(rate)} a second)`);
    },
    note: (text) => {
      notes += 1;
      if (notes <= 10) line(text);
      if (notes === 11) line('further rows are skipped without a line; weir index lists them all');
    },
    end: (summary) => {
      rewrite('');
      line(`${title}: ${summary}`);
    },
  };
}

function rewrite(text: string): void {
  if (stderr.isTTY) stderr.write(`\r\u001b[2K${text}`);
}

function line(text: string): void {
  rewrite('');
  stderr.write(`${text}\n`);
}
