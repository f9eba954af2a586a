/** Texts that have broken searches, tokenizers, databases and logs before. `body`: as JSON that no serialiser would write. */
export const poisons: readonly { readonly name: string; readonly text: string }[] = [
  { name: '10 MB of one word', text: 'a'.repeat(10_000_000) },
  { name: '10 MB of words', text: 'drill '.repeat(1_700_000) },
  { name: 'lone surrogates', text: '\ud83d drill \udca9 \ud800\ud800 saw' },
  {
    name: 'right to left',
    text: '\u202edrill\u202c \u05de\u05e7\u05d3\u05d7\u05d4 \u0645\u062b\u0642\u0627\u0628 \u200f',
  },
  { name: 'emoji', text: '👩‍👩‍👧‍👦🏳️‍🌈🇩🇪 drill 🪚' },
  { name: 'NUL', text: 'drill\u0000saw\u0000' },
  { name: 'combining marks', text: `z${'\u0301'.repeat(5000)}algo` },
  { name: 'control characters', text: Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('x') },
  { name: 'special tokens', text: '[SEP] [CLS] [MASK] [PAD] drill [UNK]' },
  { name: 'path of a prototype', text: '__proto__ constructor hasOwnProperty toString' },
  { name: 'no letters', text: '%%% ??? *** """ \\\\\\ ((( ]]] {{{' },
  { name: 'numbers', text: '1e309 -0 NaN 0x7fffffff 99999999999999999999999999' },
];
