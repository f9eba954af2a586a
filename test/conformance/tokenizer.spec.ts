import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { seededRandom } from '@weir/evaluation';
import { parseVocabulary, WordPiece } from '@weir/inference';
import { shippedModels } from '@weir/registry';
import { bertWords } from '../../libs/inference/src/bert-text.js';
import { describeWithData } from './shared-data.js';

const python = path.join(__dirname, '../../.venv/bin/python');
const vocabulary = path.join(shippedModels(), 'encoder-minilm-l6/2/vocab.txt');
const wordPiece = new WordPiece(parseVocabulary(readFileSync(vocabulary, 'utf8')));
const all = Infinity;
/** The reference takes these for more than text: see the test on literal special tokens. */
const special = /\[(?:SEP|CLS|MASK|PAD|UNK)\]/;

function oracle<T>(task: 'ids' | 'plain-ids' | 'pairs' | 'words', input: unknown): T[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-tokenizer-'));
  try {
    const target = path.join(folder, 'answer.json');
    execFileSync(python, [path.join(__dirname, 'tokenizer_oracle.py'), vocabulary, task, target], {
      input: JSON.stringify(input),
    });
    return JSON.parse(readFileSync(target, 'utf8')) as T[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Texts on which the two differ, at most ten, with both answers. */
function differences(texts: readonly string[], task: 'ids' | 'plain-ids' = 'ids'): unknown[] {
  const expected = oracle<number[]>(task, texts);
  expect(expected).toHaveLength(texts.length);
  const wrong: unknown[] = [];
  for (const [at, text] of texts.entries()) {
    const ids = wordPiece.ids(text, all);
    if (String(ids) !== String(expected[at])) wrong.push({ text, ids, expected: expected[at] });
  }
  return wrong.slice(0, 10);
}

const awkward = [
  ...[
    'e\u0301',
    '\u0130stanbul',
    'I\u0307',
    'stra\u00dfe',
    '\u1e9e',
    '\ufb01ne',
    '\ufb06',
    '\uff76\uff9e',
    '\uff8a\uff9f',
  ],
  ...[
    '\uff76\uff9e\uff70\uff9e',
    '한국어',
    '\uac01',
    '\u1100\u1161\u11a8',
    '\u115f\u1160',
    'ไทย',
    'กำ',
    '\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd',
  ],
  ...[
    '\u0645\u0631\u062d\u0628\u0627\u064b',
    '\u202eabc\u202c',
    '\u200d',
    '\u200b',
    '\ufeff',
    '\u00ad',
    '👩\u200d👩\u200d👧',
    '🇫🇷',
    '👍🏽',
    '❤\ufe0f',
  ],
  ...[
    '\u{e0061}',
    '\0',
    '\ufffd',
    '\u0085',
    '\u001f',
    '\v',
    '\f',
    '\ud800',
    '\udc00',
    '\udc00\ud800',
    'ΟΔΟΣ',
    'ς',
    'Σ',
    '\u01c5',
  ],
  ...[
    '中',
    '漢字かな',
    '䷀',
    '\uf900',
    '\u{2f800}',
    '\u{20000}',
    '、',
    '。',
    '\u3000',
    '\u00a0',
    '\u2003',
    '\u2028',
    '\u2029',
    '\u1680',
  ],
  ...[
    '½',
    '²',
    'Ⅷ',
    '№',
    '™',
    '©',
    '°',
    '€',
    '±',
    '\u2019',
    '\u201c',
    '–',
    '…',
    '·',
    '\u166d',
    '\u1734',
    '$',
    '`',
    '^',
    '+',
    '~',
    '<',
    '|',
  ],
  ...[
    '\u0345',
    '\u0328\u0301',
    '\u302e\u302f',
    '\u{1d165}\u{1d16d}',
    '\u{1d15e}',
    '\u{11131}\u{11127}',
    '\u{16d68}',
    '\u{105c9}',
    '𝒜',
    '𐐀',
  ],
  ...[
    'x'.repeat(99),
    'y'.repeat(100),
    'z'.repeat(101),
    '𝒜'.repeat(100),
    '𐐀'.repeat(101),
    'e\u0301'.repeat(100),
    "don't",
    'wd-40',
    '8x10',
    '1/2"',
    ' ',
    '\t',
    '\r\n',
  ],
];

/** Strings of awkward pieces, of any code points of the lower planes, and of plain words, put together at random. */
function nasty(count: number): string[] {
  const random = seededRandom(1848);
  const below = (n: number) => Math.floor(random() * n);
  const pieces: (() => string)[] = [
    () => awkward[below(awkward.length)]!,
    () => awkward[below(awkward.length)]!,
    () => String.fromCodePoint(below(0x3000)),
    () => String.fromCharCode(below(0x10000)),
    () => String.fromCodePoint(0x10000 + below(0x20000)),
    () => ' ',
    () => ['drill', 'SHOES', 'ré', '##ing', 'x'][below(5)]!,
  ];
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + below(14) }, () => pieces[below(pieces.length)]!()).join(''),
  );
}

describe('agreement with the reference tokenizer', () => {
  it('splits every code point of Unicode from its neighbours, joins it, decomposes it or drops it as the reference does', () => {
    const codes = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff);
    const texts: string[] = [];
    for (let at = 0; at < codes.length; at += 64) {
      texts.push(
        codes
          .slice(at, at + 64)
          .map((code) => `a${String.fromCodePoint(code)}b`)
          .join(' '),
      );
    }
    const expected = oracle<string[]>('words', texts);
    const wrong = texts.filter((text, at) => String(bertWords(text)) !== String(expected[at]));
    expect(wrong).toEqual([]);
    expect(expected).toHaveLength(texts.length);
  });

  it('has no mismatch on 20,000 nasty strings', () => {
    expect(differences(nasty(20_000))).toEqual([]);
  });

  it('has no mismatch on literal special tokens when the reference is told of none', () => {
    const literal = nasty(500).map((text, at) => `${text}${['[SEP]', '[CLS]', '[MASK]', '[PAD]', '[UNK]'][at % 5]!}x`);
    expect(differences(literal, 'plain-ids')).toEqual([]);
  });

  it('puts pairs together with the same ids and token types', () => {
    const texts = nasty(2000);
    const pairs = texts.slice(0, 1000).map((query, at) => [query, texts[1000 + at]!] as const);
    const expected = oracle<[number[], number[]]>('pairs', pairs);
    const wrong = pairs.filter(([query, product], at) => {
      const { ids, firstSegment } = wordPiece.pair(wordPiece.ids(query, all), product, all);
      const types = ids.map((_, place) => (place < firstSegment ? 0 : 1));
      return String([ids, types]) !== String(expected[at]);
    });
    expect(wrong).toEqual([]);
  });
});

describe('agreement with the reference tokenizer on real titles', () => {
  for (const set of ['esci', 'icecat', 'homedepot', 'movies']) {
    describeWithData(set, (folder) => {
      it('has no mismatch', () => {
        const lines = gunzipSync(readFileSync(path.join(folder, 'corpus.jsonl.gz')))
          .toString('utf8')
          .split('\n');
        const rows = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
        const titles = rows.slice(0, 10_000).map((row) => String(row['title']));
        const texts = rows.slice(0, 1000).map((row) => Object.values(row).join('\n'));
        expect(titles.length).toBeGreaterThan(5000);
        expect(differences([...titles, ...texts].filter((text) => !special.test(text)))).toEqual([]);
      });
    });
  }
});
