import { TreeModelError } from '../errors.js';

/** A number read from a line, and where it ended. */
export interface Scanned {
  readonly value: number;
  readonly end: number;
}

/**
 * Reads a number as LightGBM's data files are read (`Common::Atof`), which is quick but not correctly rounded: the digits
 * after the point are divided by a power of ten. Doing the same keeps a value on the same side of a threshold.
 * Nothing at all, "na", "nan" and "null" are NaN; "inf" is 1e308. Spaces around are skipped.
 *
 * @throws TreeModelError for any other word.
 */
export function scanNumber(line: string, from: number): Scanned {
  let at = skipSpaces(line, from);
  let sign = 1;
  if (line[at] === '-' || line[at] === '+') sign = line[at++] === '-' ? -1 : 1;
  const { value, end } = /[\d.eE]/.test(line[at] ?? '') ? decimal(line, at) : word(line, at);
  at = skipSpaces(line, end);
  return { value: sign * value, end: at };
}

/** Reads digits; NaN when there are none. */
export function scanInteger(line: string, from: number): Scanned {
  const at = skipSpaces(line, from);
  const digits = scanDigits(line, at);
  return { value: digits.count > 0 ? digits.value : NaN, end: at + digits.count };
}

function decimal(line: string, from: number): Scanned {
  const whole = scanDigits(line, from);
  let at = from + whole.count;
  let { value } = whole;
  if (line[at] === '.') {
    const fraction = scanDigits(line, at + 1);
    at += 1 + fraction.count;
    value += fraction.value / powerOf(10, fraction.count);
  }
  if (line[at] !== 'e' && line[at] !== 'E') return { value, end: at };
  at++;
  const negative = line[at] === '-';
  if (negative || line[at] === '+') at++;
  const exponent = scanDigits(line, at);
  const scale = scaleOf(Math.min(exponent.value, 308));
  return { value: negative ? value / scale : value * scale, end: at + exponent.count };
}

function word(line: string, from: number): Scanned {
  let end = from;
  while (end < line.length && !' \t,\r\n:'.includes(line[end]!)) end++;
  const text = line.slice(from, end).toLowerCase();
  if (text === 'inf' || text === 'infinity') return { value: 1e308, end };
  if (!['', 'na', 'nan', 'null'].includes(text)) {
    throw new TreeModelError('bad-row', `"${text.slice(0, 40)}" is not a number. Write nan for a missing value.`);
  }
  return { value: NaN, end };
}

function scanDigits(line: string, from: number): { value: number; count: number } {
  let value = 0;
  let at = from;
  for (; ; at++) {
    const digit = line.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return { value, count: at - from };
    value = value * 10 + digit;
  }
}

/** LightGBM's `Pow`, whose order of multiplications decides the last digit. */
function powerOf(base: number, power: number): number {
  if (power === 0) return 1;
  if (power % 2 === 0) return powerOf(base * base, power / 2);
  if (power % 3 === 0) return powerOf(base * base * base, power / 3);
  return base * powerOf(base, power - 1);
}

function scaleOf(exponent: number): number {
  let scale = 1;
  let left = exponent;
  for (; left >= 50; left -= 50) scale *= 1e50;
  for (; left >= 8; left -= 8) scale *= 1e8;
  for (; left > 0; left--) scale *= 10;
  return scale;
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ') at++;
  return at;
}
