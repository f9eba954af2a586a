/**
 * The form under which two spellings of a text meet: compatibility forms, case and diacritics are gone (NFKC,
 * lower case, marks of Latin, Greek, Cyrillic, Hebrew and Arabic letters), trade marks and invisible characters are
 * dropped, and "1½" is "1 1/2". Idempotent.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  let folded = foldOnce(text);
  // Lower-casing can uncover a compatibility form, so one pass is not always enough.
  for (let next = foldOnce(folded); next !== folded; next = foldOnce(folded)) folded = next;
  return folded;
}

/** A folded text and, for each of its UTF-16 units, where the character that it came from begins and ends. */
export interface FoldedText {
  readonly text: string;
  /** Absent when folding kept every offset. */
  readonly origin?: { readonly starts: readonly number[]; readonly ends: readonly number[] };
}

/** Folds character by character, so that offsets into the original survive. */
export function foldWithOffsets(text: string): FoldedText {
  if (isAscii(text)) return { text: text.toLowerCase() };
  let folded = '';
  let afterDigit = false;
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of text.matchAll(cluster)) {
    let piece = foldCluster(match[0]);
    if (afterDigit && piece.length > 1 && startsWithDigit.test(piece)) piece = ` ${piece}`;
    // Looked for in the piece alone: in the whole of a long text it would take a time that grows with its square.
    if (piece !== '') afterDigit = endsInDigit.test(piece);
    starts.push(...Array.from({ length: piece.length }, () => match.index));
    ends.push(...Array.from({ length: piece.length }, () => match.index + match[0].length));
    folded += piece;
  }
  return { text: folded, origin: { starts, ends } };
}

/** One character with the marks on it. */
const cluster = /[^]\p{M}*/gu;

/** Folds one; remembered, since the letters of a script repeat. */
function foldCluster(letter: string): string {
  const known = foldedClusters.get(letter);
  if (known !== undefined) return known;
  const folded = fold(letter);
  if (letter.length <= rememberedLength && foldedClusters.size < rememberedClusters) foldedClusters.set(letter, folded);
  return folded;
}

const rememberedLength = 4;
/** More than any language's shops use. */
const rememberedClusters = 20_000;
const foldedClusters = new Map<string, string>();

const endsInDigit = /\d$/;
const startsWithDigit = /^\d/;
const dropped = /[\u00a9\u00ad\u00ae\u200b-\u200f\u2060\u2120\u2122\ufeff]/g;
const vulgarFraction = /(\d?)([\u00bc-\u00be\u2150-\u215e\u2189])/g;
const marks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]/g;
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ς: 'σ',
  '×': 'x',
  '⁄': '/',
  '’': "'",
  '‘': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '−': '-',
};
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

function foldOnce(text: string): string {
  return text
    .replace(dropped, '')
    .replace(vulgarFraction, (_, digit: string, fraction: string) => `${digit && `${digit} `}${fraction}`)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(marks, '')
    .replace(special, (letter) => letters[letter] ?? letter)
    .normalize('NFKC');
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}
