import fc from 'fast-check';
import { analyze } from './analyze.js';
import { stem } from './stem.js';
import { TermFinder } from './term-finder.js';

/** The tokens of a whole text that are one of the terms: what a finder has to find. */
function analyzed(text: string, terms: readonly string[]): unknown {
  return analyze(text)
    .filter(({ term }) => terms.includes(term))
    .map(({ hash, start, end }) => ({ hash, start, end }));
}

function found(text: string, ...terms: readonly string[]): readonly string[] {
  return new TermFinder(terms).find(text).map(({ start, end }) => text.slice(start, end));
}

describe('a term is found', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['by its stem', 'Running shoes: run, ran and runs', 'run', ['Running', 'run', 'runs']],
    ['in irregular plurals', 'The mouse and the mice', stem('mice'), ['mouse', 'mice']],
    ['whatever its case and accents', 'CRÈME brûlée, creme', stem('creme'), ['CRÈME', 'creme']],
    ['through a trade mark sign', 'a Cro™cs shoe', 'croc', ['Cro™cs']],
    ['as a compound, whole', 'the WD-40 spray and wd40', 'wd40', ['WD-40', 'wd40']],
    ['as a compound, in parts', 'e-bike', 'bike', ['bike']],
    ['as a number however it is written', '½ inch, 0.5" and 1/2', '0.5', ['½', '0.5', '1/2']],
    ['as a unit however it is written', '5 lb. or 5 pounds', 'pound', ['lb', 'pounds']],
    ['as a size over several words', 'rug 8 ft. x 10 ft. wide', '8x10', ['8 ft. x 10 ft']],
    ['with a possessive', "men’s and women's", 'women', ['women']],
    ['ending in y', 'dying and dyes, flies', stem('flies'), ['flies']],
    ['in other scripts', 'Красная кружка 赤い 靴', '靴', ['靴']],
  ])('%s', (_, text, term, surfaces) => {
    expect(found(text, term).map((surface) => surface.replace(/['’]s$/, ''))).toEqual(surfaces);
  });

  it('nowhere where no term is asked for, and nowhere in an empty text', () => {
    expect(found('any text')).toEqual([]);
    expect(found('', 'run')).toEqual([]);
  });
});

describe('a finder finds what analysing the whole text finds', () => {
  const pieces = [
    ...['drill', 'Drills', 'drilling', 'mice', 'teeth', 'flying', 'rating', 'using', 'ties', 'ize', 'sizing', 'shoes'],
    ...[
      '8',
      '10',
      '1/2',
      '½',
      '0.5',
      '1,000',
      '3.5mm',
      '12"',
      "6'",
      '2x4',
      '8x10',
      '24/7',
      '12-pack',
      '1 1/2',
      '3-1/2',
    ],
    ...['ft.', 'in', 'in.', 'inch', 'lb', 'x', 'by', 'W', 'D', 'h', 'pack', 'of', 'the', 'a', 'oz', 'l'],
    ...['wd-40', 'WD40', 'wi-fi', 'b&w', 'U.S.A.', 'e-bike', 'and/or', "o'neill", "men's", 'men’s', 'x-100w', '5g3'],
    ...['Crème', 'straße', '™', 'dri™ll', 'dri\u00adll', '—', '–', '-', '|', '•', '…', '&', '/', '”', '´', '×', '3×4'],
    ...['靴', 'スニーカー', 'か\u3099', 'кружка', 'שלום', 'سلام', '👟', '👨‍👩‍👧', '1️⃣', '\ud83d', 'e\u0301', 'ﬁlter', '①'],
  ];
  const spaces = [' ', '  ', '\n', '\t', '\u00a0', '\u3000', '', '-', ', ', '. '];
  const text = fc
    .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...spaces)), { maxLength: 60 })
    .map((parts) => parts.flat().join(''));
  const anyText = fc.oneof(text, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 60 }));

  it('in texts of everything that is read in a way of its own', () => {
    const words = [
      ...new Set(pieces.flatMap((piece) => analyze(piece)).map(({ term }) => term)),
      '8x10',
      '2x4',
      '12in',
    ];
    fc.assert(
      fc.property(anyText, fc.subarray(words, { maxLength: 5 }), fc.nat(), (given, few, at) => {
        const own = analyze(given).map(({ term }) => term);
        const terms = [...few, ...own.slice(at % (own.length + 1), (at % (own.length + 1)) + 2)];
        expect(new TermFinder(terms).find(given)).toEqual(analyzed(given, terms));
      }),
      { numRuns: 4000 },
    );
  });

  it('for every word that has its stem from an ending, whatever its first letters', () => {
    const letters = Array.from('aeiybtszlr');
    const begun = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => `${a}${b}${c}`)));
    const roots = [...begun, ...begun.flatMap((root) => letters.map((letter) => `${root}${letter}`))];
    const endings = ['', 'ing', 'ed', 's', 'es', 'ational', 'ies', 'y', 'e', 'ization', 'er', 'ency', 'ly'];
    const forms = roots.flatMap((root, at) => [
      root + endings[at % endings.length]!,
      `${root}${endings[(at * 7) % 13]!}`,
    ]);
    const missed = forms.filter((form) => !found(`a ${form} b`, stem(form)).includes(form));
    expect(missed).toEqual([]);
  });
});

test('a text that is hostile costs no more than its length', () => {
  const hostile = [
    'a'.repeat(1e5),
    'a '.repeat(5e4),
    '9'.repeat(1e5),
    "a'".repeat(5e4),
    '1 x '.repeat(2.5e4),
    '靴'.repeat(1e5),
  ];
  const slowest = Math.max(
    ...hostile.map((text) => {
      const begun = performance.now();
      new TermFinder(['a', '9', '1x1', 'pound']).find(text);
      return performance.now() - begun;
    }),
  );
  // Quadratic time would be minutes; a machine under load is not.
  expect(slowest).toBeLessThan(5000);
});
