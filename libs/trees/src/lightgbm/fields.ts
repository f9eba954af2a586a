import { TreeModelError } from '../errors.js';

/** The `key=value` lines of one section of a LightGBM model, with the section's place for messages. */
export class Fields {
  private readonly values = new Map<string, string>();

  constructor(
    lines: readonly string[],
    /** Tree of the section, undefined for the header. */
    private readonly tree?: number,
  ) {
    for (const line of lines) {
      const equals = line.indexOf('=');
      if (equals > 0) this.values.set(line.slice(0, equals), line.slice(equals + 1));
      else if (line !== '') this.values.set(line, '');
    }
  }

  has(key: string): boolean {
    return this.values.has(key);
  }

  text(key: string): string {
    const value = this.values.get(key);
    if (value === undefined) throw this.malformed(`has no "${key}" line`);
    return value;
  }

  integer(key: string, lowest: number, highest: number): number {
    const text = this.text(key).trim();
    const value = Number(text);
    if (text === '' || !Number.isInteger(value) || value < lowest || value > highest) {
      throw this.malformed(`has "${key}=${text.slice(0, 40)}", which is not an integer from ${lowest} to ${highest}`);
    }
    return value;
  }

  /** `count` finite or infinite numbers. */
  numbers(key: string, count: number): Float64Array {
    const words = this.words(key, count);
    const numbers = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const value = numberOf(words[i]!);
      if (Number.isNaN(value)) throw this.malformed(`has "${words[i]!.slice(0, 40)}" in "${key}", which is no number`);
      numbers[i] = value;
    }
    return numbers;
  }

  integers(key: string, count: number, highest = 2 ** 31 - 1): Float64Array {
    const numbers = this.numbers(key, count);
    for (const value of numbers) {
      if (!Number.isInteger(value) || Math.abs(value) > highest) {
        throw this.malformed(`has ${value} in "${key}", which is not an integer in range`);
      }
    }
    return numbers;
  }

  malformed(what: string): TreeModelError {
    const place = this.tree === undefined ? 'The LightGBM model' : `Tree ${this.tree} of the LightGBM model`;
    const remedy = 'The file is damaged or cut short: save it again with Booster.save_model.';
    const at = this.tree === undefined ? undefined : { tree: this.tree };
    return new TreeModelError('malformed', `${place} ${what}. ${remedy}`, at);
  }

  private words(key: string, count: number): string[] {
    const text = this.text(key).trim();
    const words = text === '' ? [] : text.split(/\s+/);
    if (words.length !== count) throw this.malformed(`has ${words.length} values in "${key}" instead of ${count}`);
    return words;
  }
}

/** C++ streams write "inf" and "nan"; everything else is a decimal literal. NaN stands for what is not a number. */
function numberOf(word: string): number {
  if (/^[+-]?inf(inity)?$/i.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  return /^[+-]?[\d.]/.test(word) ? Number(word) : NaN;
}
