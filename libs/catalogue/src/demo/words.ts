/** Words that are not written like others. */
const spelled: Readonly<Record<string, string>> = {
  '4k': '4K',
  tv: 'TV',
  tvs: 'TVs',
  hdmi: 'HDMI',
  usb: 'USB',
  'usb-c': 'USB-C',
  c: 'C',
  led: 'LED',
  pc: 'PC',
  rc: 'RC',
  uhd: 'UHD',
};
const small = new Set(['with', 'for', 'and', 'of']);

/** `cordless drill` to `Cordless Drill`. */
export function titleCase(name: string): string {
  return name.replace(/[^\s]+/g, (word, at: number) => {
    if (at > 0 && small.has(word)) return word;
    return spelled[word] ?? word.replace(/(^|-)(\p{L})/gu, (letter) => letter.toUpperCase());
  });
}

/** A type's name inside a sentence: `usb-c cable` to `USB-C cable`. */
export function inText(name: string): string {
  return name.replace(/[^\s]+/g, (word) => spelled[word] ?? word);
}

/** English plural of the last word; names that are plural already stay. */
export function pluralOf(name: string): string {
  if (/(s|pants|tights|bands|goggles|eyewear)$/.test(name) && !/(ss|us)$/.test(name)) return name;
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return `${name}s`;
}

/** `a` or `an` before a word. */
export function article(word: string): string {
  return /^([aeio]|usb|hdmi|led|rc|uhd)/i.test(word) && !/^(usb|uhd|one)/i.test(word) ? 'an' : 'a';
}
