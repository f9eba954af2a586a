import { InvalidArgumentError } from 'commander';

/** A confidence level: above 0 and below 1. */
export function level(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < 1)) {
    throw new InvalidArgumentError('give a number between 0 and 1, such as 0.95.');
  }
  return value;
}
