/** Parts that failed without failing anybody's request: when last, and how often. */
export class FaultTally {
  private readonly parts = new Map<string, { readonly at: number; readonly count: number }>();

  note(part: string, at: number): void {
    this.parts.set(part, { at, count: (this.parts.get(part)?.count ?? 0) + 1 });
  }

  /** The latest first. */
  all(): readonly { readonly part: string; readonly at: number; readonly count: number }[] {
    return Array.from(this.parts, ([part, fault]) => ({ part, ...fault })).sort((a, b) => b.at - a.at);
  }
}
