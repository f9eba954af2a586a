import type { BadRow, IndexProgress } from '@weir/indexing';
import { MultiBar, Presets, type SingleBar } from 'cli-progress';

/** Bad rows that are told of one by one. */
const shownRows = 20;
/** The bar counts in thousandths of the file. */
const steps = 1000;

/** Progress of indexing on stderr: a bar where somebody watches, and the bad rows in any case. */
export class IndexProgressBar {
  private readonly bars = new MultiBar(
    {
      format: '{what} [{bar}] {percentage}% | {count} | {eta_formatted} left{note}',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      etaBuffer: 100,
    },
    Presets.legacy,
  );
  private rows: SingleBar | undefined;
  private vectors: SingleBar | undefined;
  private share = 0;
  private rowsShown = 0;
  private vectorsWanted = 0;
  private rejected = 0;

  /** Share of the file read, 0 to 1. */
  read(share: number): void {
    this.share = share;
  }

  show(progress: IndexProgress): void {
    this.vectorsWanted = Math.max(this.vectorsWanted, progress.vectorsPending);
    if (this.rows === undefined || progress.rows > this.rowsShown) this.showRows(progress);
    else this.showVectors(progress);
  }

  skip({ line, reason }: BadRow): void {
    this.rejected += 1;
    if (this.rejected <= shownRows) this.note(`line ${line}: ${reason}`);
  }

  private showRows({ rows, rate, rejected }: IndexProgress): void {
    this.rowsShown = rows;
    const note = rejected === 0 ? '' : ` | ${rejected} skipped`;
    const shown = { what: 'rows   ', count: `${rows} rows | ${Math.round(rate)} rows/s`, note };
    this.rows ??= this.bars.create(steps, 0, shown);
    this.rows.update(Math.floor(this.share * steps), shown);
  }

  /** Once all rows are read and only vectors are still being made. */
  private showVectors({ vectorsPending }: IndexProgress): void {
    const made = this.vectorsWanted - vectorsPending;
    const shown = { what: 'vectors', count: `${vectorsPending} to go`, note: '' };
    this.vectors ??= this.bars.create(this.vectorsWanted, made, shown);
    this.vectors.update(made, shown);
  }

  end(): void {
    this.bars.stop();
    const more = this.rejected - shownRows;
    if (more > 0) process.stderr.write(`and ${more} more rows were skipped\n`);
  }

  private note(text: string): void {
    if (process.stderr.isTTY) this.bars.log(`${text}\n`);
    else process.stderr.write(`${text}\n`);
  }
}
