/**
 * Repeatable random numbers, the same on every machine: sfc32 (Chris Doty-Humphrey's Small Fast Counter, from PractRand).
 * Different streams of one seed are independent.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, stream: number) {
    this.a = seed >>> 0;
    this.b = stream >>> 0;
    this.c = 0x9e3779b9;
    for (let warmUp = 0; warmUp < 15; warmUp += 1) this.bits();
  }

  /** Evenly from [0, 1). */
  next(): number {
    return this.bits() / 0x100000000;
  }

  /** Evenly from 0 to `end` - 1. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Prefers what comes first: with ten items the first is taken about eight times as often as the last. */
  pickEarly<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() ** 1.7 * list.length)]!;
  }

  /** About normal, mean 0 and deviation 1, between -3.5 and 3.5. */
  normal(): number {
    let sum = -6;
    for (let i = 0; i < 12; i += 1) sum += this.next();
    return Math.max(-3.5, Math.min(3.5, sum));
  }

  /** So many different items, in random order. */
  sample<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    return Array.from({ length: Math.min(count, list.length) }, () => rest.splice(this.below(rest.length), 1)[0]!);
  }

  private bits(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return sum >>> 0;
  }
}
