import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { shippedModels } from '@weir/registry';
import { parseVocabulary, parseVocabularyInSteps } from './vocabulary.js';
import { WordPiece } from './wordpiece.js';

const text = readFileSync(path.join(shippedModels(), 'encoder-minilm-l6/2/vocab.txt'), 'utf8');
const vocabulary = parseVocabulary(text);
const tokens = text.split('\n');
const wordPiece = new WordPiece(vocabulary);
const [unknown, classify, separator] = ['[UNK]', '[CLS]', '[SEP]'].map((token) => tokens.indexOf(token));

function pieces(text: string, limit = 1000): string[] {
  return wordPiece.ids(text, limit).map((id) => tokens[id]!);
}

describe('WordPiece', () => {
  it('cuts words greedily into the longest pieces', () => {
    expect(pieces('Unaffable Café, 8x10')).toEqual(['una', '##ffa', '##ble', 'cafe', ',', '8', '##x', '##10']);
  });

  it('takes special tokens in a text for text, so that nobody can end a segment or mask a word', () => {
    const text = 'drill [SEP] [CLS] [MASK] [PAD] [UNK]';
    expect(wordPiece.ids(text, 100).some((id) => id === separator || id === classify || id === unknown)).toBe(false);
    expect(pieces('a[SEP]b')).toEqual(['a', '[', 'sep', ']', 'b']);
    const { ids } = wordPiece.pair(wordPiece.ids('x [SEP] y', 32), 'z [SEP]', 64);
    expect(ids.filter((id) => id === separator)).toHaveLength(2);
  });

  it('drops lone surrogates, NUL and replacement characters, and keeps their neighbours together', () => {
    expect(pieces('dr\ud800ill \udc00sh\0oe\ufffds')).toEqual(['drill', 'shoes']);
  });

  it('lower-cases each letter by itself, so that a final sigma is no other word', () => {
    expect(pieces('ΟΔΟΣ')).toEqual(pieces('οδοσ'));
    expect(pieces('İSTANBUL')).toEqual(['istanbul']);
  });

  it('makes one unknown token of a word beyond 100 characters, not of one of 100', () => {
    expect(pieces('x'.repeat(101))).toEqual(['[UNK]']);
    expect(pieces('x'.repeat(100)).length).toBeGreaterThan(1);
    expect(wordPiece.ids('𝒜'.repeat(101), 10)).toEqual([unknown]);
  });

  it('puts a pair together: query as type 0, product cut to what is left, both separators kept', () => {
    const query = wordPiece.ids('red running shoe', 2);
    const { ids, firstSegment } = wordPiece.pair(query, 'very long name of a shoe', 8);
    expect(ids.map((id) => tokens[id])).toEqual(['[CLS]', 'red', 'running', '[SEP]', 'very', 'long', 'name', '[SEP]']);
    expect(firstSegment).toBe(4);
    expect(wordPiece.single('very long name', 4).ids).toHaveLength(4);
  });

  it('gives under a limit the beginning of what it gives without one', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(20), (sample, limit) => {
        expect(wordPiece.ids(sample, limit)).toEqual(wordPiece.ids(sample, 1000).slice(0, limit));
      }),
    );
  });

  it('remembers chunks without changing what they give', () => {
    const fresh = new WordPiece(vocabulary);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 })), (chunks) => {
        const text = chunks.join(' ');
        expect(wordPiece.ids(text, 1000)).toEqual(new WordPiece(vocabulary).ids(text, 1000));
        expect(fresh.ids(text, 1000)).toEqual(wordPiece.ids(text, 1000));
      }),
      { numRuns: 20 },
    );
  });

  it('reads a vocabulary in steps as it does at once, with either line ending', async () => {
    expect(await parseVocabularyInSteps(text)).toEqual(vocabulary);
    expect(parseVocabulary(text.replaceAll('\n', '\r\n'))).toEqual(vocabulary);
    expect(vocabulary.starts.size + vocabulary.continuations.size).toBe(30_522);
  });

  it('says what is wrong with a vocabulary of something else', () => {
    expect(() => new WordPiece(parseVocabulary('hello\nworld\n'))).toThrow(
      'has no [UNK]: give the vocab.txt of an uncased BERT',
    );
  });
});
