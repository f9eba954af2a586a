import { InvalidArgumentError } from 'commander';

/** A number strictly between two bounds, as a flag's value. */
export function numberBetween(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (value > low && value < high) return value;
    throw new InvalidArgumentError(`Give a number above ${low}${high === Infinity ? '' : ` and below ${high}`}.`);
  };
}

/** A whole number of at least `least`, as a flag's value. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Give a whole number of at least ${least}.`);
  };
}

/** Planned shares, by variant or in the order in which the variants are shown. */
export type Weights = ReadonlyMap<string, number> | readonly number[];

/** `variant=weight,variant=weight` or `weight,weight` as a flag's value. */
export function weightsFlag(text: string): Weights {
  const parts = text.split(',').map((part) => {
    const at = part.lastIndexOf('=');
    const weight = part.slice(at + 1).trim();
    if (weight === '' || !(Number(weight) >= 0))
      throw new InvalidArgumentError(`${JSON.stringify(part)}: ${WEIGHTS_FORM}`);
    return { name: part.slice(0, Math.max(0, at)).trim(), weight: Number(weight) };
  });
  if (parts.every(({ name }) => name === '')) return parts.map(({ weight }) => weight);
  if (parts.some(({ name }) => name === '')) throw new InvalidArgumentError(WEIGHTS_FORM);
  return new Map(parts.map(({ name, weight }) => [name, weight]));
}

const WEIGHTS_FORM = 'Give control=0.9,new=0.1, or 0.9,0.1 in the order in which the variants are shown.';
