import { ACCENTS, DECOMPOSED, PUNCTUATION, REMOVED } from './generated/bert-unicode.js';

/**
 * The words of a text as uncased BERT sees them, from `BertNormalizer` and `BertPreTokenizer` of the reference: control
 * characters dropped, ideographs set apart, accents stripped after canonical decomposition, each character lower-cased by
 * itself, then cut at white space and around punctuation. A lone surrogate counts as U+FFFD, which is dropped.
 */
export function bertWords(text: string): string[] {
  return isAscii(text) ? asciiWords(text) : words(lowerCase(stripAccents(setIdeographsApart(text))));
}

/** Whether the code unit is an ideograph of the basic plane, in front of which a text can be cut without changing its words. */
export function isBasicIdeograph(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

function asciiWords(text: string): string[] {
  const found: string[] = [];
  let word = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isAsciiLetterOrDigit(code)) {
      word += text[at]!;
      continue;
    }
    if (isAsciiControl(code)) continue;
    if (word !== '') found.push(word.toLowerCase());
    word = '';
    if (!isSpace(code)) found.push(text[at]!);
  }
  if (word !== '') found.push(word.toLowerCase());
  return found;
}

function isAsciiLetterOrDigit(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

/** Tab, line feed and carriage return are white space to BERT, not control characters. */
function isAsciiControl(code: number): boolean {
  return code === 0x7f || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d);
}

function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
  if (code < 0x1680) return code === 0xa0;
  if (code >= 0x2000 && code <= 0x200a) return true;
  return [0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(code);
}

function setIdeographsApart(text: string): string {
  let clean = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80 ? isAsciiControl(code) : isSurrogate(code) || contains(removed, code)) continue;
    clean += isIdeograph(code) ? ` ${character} ` : character;
  }
  return clean;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function isIdeograph(code: number): boolean {
  if (code < 0x3400) return false;
  if (code < 0x20000) return isBasicIdeograph(code) || (code >= 0xf900 && code <= 0xfaff);
  return code <= 0x2ceaf
    ? code <= 0x2a6df || (code >= 0x2a700 && code <= 0x2b81f) || code >= 0x2b920
    : code >= 0x2f800 && code <= 0x2fa1f;
}

/**
 * Decomposes and drops the marks. Characters that the platform's newer Unicode decomposes and the reference does not
 * know are left whole; they are no marks themselves, so the text can be cut around them.
 */
function stripAccents(text: string): string {
  let plain = '';
  let known = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0xc0 || contains(decomposed, code) || character.normalize('NFD') === character) {
      known += character;
      continue;
    }
    plain += known.normalize('NFD') + character;
    known = '';
  }
  plain += known.normalize('NFD');
  let kept = '';
  for (const character of plain) if (!contains(accents, character.codePointAt(0)!)) kept += character;
  return kept;
}

/** Character by character, so that no context counts: a final sigma stays what it is elsewhere. */
function lowerCase(text: string): string {
  let lower = '';
  for (const character of text) lower += character.toLowerCase();
  return lower;
}

function words(text: string): string[] {
  const found: string[] = [];
  let word = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const alone = code < 0x80 ? !isSpace(code) && !isAsciiLetterOrDigit(code) : contains(punctuation, code);
    if (!alone && !isSpace(code)) {
      word += character;
      continue;
    }
    if (word !== '') found.push(word);
    word = '';
    if (alone) found.push(character);
  }
  if (word !== '') found.push(word);
  return found;
}

/** First and last code point of each range, ascending. */
type Ranges = Uint32Array;

const removed = parsed(REMOVED);
const decomposed = parsed(DECOMPOSED);
const accents = parsed(ACCENTS);
const punctuation = parsed(PUNCTUATION);

function parsed(table: string): Ranges {
  const bounds = table.split(' ').flatMap((range) => {
    const [first, last] = range.split('-');
    return [parseInt(first!, 16), parseInt(last ?? first!, 16)];
  });
  return Uint32Array.from(bounds);
}

function contains(ranges: Ranges, code: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (code < ranges[2 * middle]!) high = middle - 1;
    else if (code > ranges[2 * middle + 1]!) low = middle + 1;
    else return true;
  }
  return false;
}
