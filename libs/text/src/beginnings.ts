import { fold } from './fold.js';
import { isSpace } from './scan.js';
import { irregularForms } from './stem.js';
import { foot, inch, unitNames } from './units.js';

/** Where tokens of some terms may begin in a text. */
export interface Beginnings {
  /** By UTF-16 unit: 0 nothing begins with it, 1 what `pattern` matches there may, 2 anything may. */
  readonly kinds: Uint8Array;
  /** Sticky. */
  readonly pattern: RegExp;
}

/** Whether a unit is no ASCII and may be part of a word or number: of other scripts nothing more is told than that. */
export function isForeign(unit: number): boolean {
  return foreign[unit] === 2;
}

/** Read by the patterns below, though `fold` makes something of them. */
const readSigns = '‘’“”©®™';
/** What words, numbers and compounds are made of. */
const meaningful = /[\p{L}\p{N}\p{M}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}'"./&-]/u;
const foreign = new Uint8Array(65_536);
for (let unit = 128; unit < foreign.length; unit += 1) {
  const character = String.fromCharCode(unit);
  if (isSpace(unit) || readSigns.includes(character)) continue;
  const isPair = unit >= 0xd800 && unit <= 0xdfff;
  const folded = isPair ? '' : fold(character);
  // The first half of a pair says of which plane it is: that of most emoji has no letters.
  if (isPair ? unit < 0xdc00 && unit !== 0xd83d : folded === '' || meaningful.test(folded)) foreign[unit] = 2;
}

/** All places where a token with one of the terms may begin, and more. */
export function beginningsOf(terms: readonly string[]): Beginnings {
  const spellings = terms.flatMap((term) => [term, ...irregularForms(term), ...unitNames(term)]);
  const found = [...new Set(spellings)].flatMap(beginningOf);
  if (terms.includes(inch.word) || terms.includes(foot.word)) found.push({ first: '"\'“”‘’', pattern: '(?<=\\d).' });
  const kinds = foreign.slice();
  for (const unit of found.map(({ first }) => first).join('')) kinds[unit.charCodeAt(0)] = 1;
  return { kinds, pattern: new RegExp([...new Set(found.map(({ pattern }) => pattern))].join('|'), 'iy') };
}

interface Beginning {
  /** Each of the units that it may have first. */
  readonly first: string;
  readonly pattern: string;
}

const digits = '0123456789';

function beginningOf(term: string): readonly Beginning[] {
  const [letters = ''] = /^[a-z]*/.exec(term)!;
  if (letters === term || letters.length > 1) return letters === '' ? [] : [ofLetters(letters)];
  const [, whole, decimal] = /^(\d+)(?:\.(\d))?/.exec(term.slice(letters.length)) ?? [];
  if (whole === undefined) return /\d/.test(term) ? [{ first: digits, pattern: '\\d' }] : [];
  // Less than 1 may be written as a fraction.
  if (whole === '0' && decimal !== undefined) return [{ first: `.${digits}`, pattern: `\\d+/\\d|0*\\.${decimal}` }];
  return [{ first: `0${whole.charAt(0)}`, pattern: `(?<!\\d)0*${joined(whole)}(?!\\d)` }];
}

/**
 * The first letters of a term are those of every word that has it: Porter's stems keep four, but for a last "y" that
 * becomes "i" and a last "e" that is added.
 */
function ofLetters(letters: string): Beginning {
  const kept = letters.length <= keptLetters ? letters.replace(/(?<=^..+)e$/, '') : letters.slice(0, keptLetters);
  return { first: kept.charAt(0) + kept.charAt(0).toUpperCase(), pattern: `(?<![a-z])${joined(kept)}` };
}

const keptLetters = 4;

/** The characters, with what may stand between two that a compound or `fold` joins: a possessive, too. */
function joined(characters: string): string {
  return Array.from(characters, (character) => (character === 'i' ? '[iy]' : character)).join(
    "(?:['’‘]s)?[-/.&,'’‘©®™]*",
  );
}
