import { SearchTally } from './search-tally.js';

/** The window moves on by a slice at a time, ms. */
const sliceMs = 10_000;
/** How far it reaches back, ms. */
export const windowMs = 300_000;

interface Slice {
  /** Since the clock's zero, in slices. */
  readonly number: number;
  readonly tally: SearchTally;
}

/** Searches of the last five minutes, and since the start. */
export class SearchWindows {
  private readonly all = new SearchTally();
  private slices: Slice[] = [];
  private readonly startedAt: number;

  /** @param now monotonic ms */
  constructor(private readonly now: () => number) {
    this.startedAt = now();
  }

  /** Notes something in both. */
  note(write: (tally: SearchTally) => void): void {
    write(this.all);
    write(this.current());
  }

  recent(): { readonly lengthMs: number; readonly tally: SearchTally } {
    this.forget();
    const tally = new SearchTally();
    for (const slice of this.slices) tally.merge(slice.tally);
    return { lengthMs: Math.min(windowMs, this.now() - this.startedAt), tally };
  }

  sinceStart(): { readonly lengthMs: number; readonly tally: SearchTally } {
    return { lengthMs: this.now() - this.startedAt, tally: this.all };
  }

  private current(): SearchTally {
    const number = Math.floor(this.now() / sliceMs);
    const last = this.slices.at(-1);
    if (last?.number === number) return last.tally;
    this.forget();
    const tally = new SearchTally();
    this.slices.push({ number, tally });
    return tally;
  }

  private forget(): void {
    const oldest = Math.floor((this.now() - windowMs) / sliceMs) + 1;
    if ((this.slices[0]?.number ?? Infinity) < oldest) {
      this.slices = this.slices.filter(({ number }) => number >= oldest);
    }
  }
}
