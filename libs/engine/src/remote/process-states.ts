/** How long a process counts that was not heard of again, ms: calls go round, and one that has ended is not asked any more. */
const rememberedMs = 30_000;

/** What each of several processes says that it is in. */
export class ProcessStates {
  private readonly heard = new Map<string, { readonly state: string; readonly at: number }>();

  /** @param now monotonic clock, ms */
  constructor(private readonly now: () => number) {}

  note(process: string, state: string): void {
    this.heard.set(process, { state, at: this.now() });
  }

  /** The states of all, in one order; another one when one of them changes. */
  all(): string {
    const since = this.now() - rememberedMs;
    for (const [process, { at }] of this.heard) if (at < since && this.heard.size > 1) this.heard.delete(process);
    return [...new Set(Array.from(this.heard.values(), ({ state }) => state))].sort().join('+');
  }
}
