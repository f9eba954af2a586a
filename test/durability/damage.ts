import { readFileSync, writeFileSync } from 'node:fs';
import { seededRandom } from '../../libs/evaluation/src/index.js';

/** One way in which a file is not what was written. */
export interface Damage {
  /** For people. */
  readonly what: string;
  readonly bytes: Buffer;
}

/** The file cut off at several places, and with a byte turned over at several: near the beginning, where headers are, and anywhere. */
export function damages(file: string, flips: number): readonly Damage[] {
  const whole = readFileSync(file);
  const random = seededRandom(whole.length);
  const cuts = [0, 1, 7, 100, Math.floor(whole.length / 3), Math.floor(whole.length / 2), whole.length - 1];
  const places = [
    ...[0, 8, 9, 16, 30, 70].filter((at) => at < whole.length),
    ...Array.from({ length: flips }, () => Math.floor(random() * whole.length)),
  ];
  return [
    ...cuts
      .filter((cut) => cut < whole.length)
      .map((cut) => ({ what: `cut off after ${cut} of ${whole.length} bytes`, bytes: whole.subarray(0, cut) })),
    ...places.map((at) => ({ what: `byte ${at} of ${whole.length} turned over`, bytes: flipped(whole, at) })),
  ];
}

export function flipped(whole: Buffer, at: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes[at]! ^= 0xff;
  return bytes;
}

/** Damages the file itself. */
export function damage(file: string, { bytes }: Damage): void {
  writeFileSync(file, bytes);
}
