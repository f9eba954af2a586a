import type { Product } from '@weir/catalogue';
import { analyzeQuery } from '@weir/text';
import fc from 'fast-check';
import { Highlighter } from './highlighter.js';
import type { Fragment, Highlight, Highlighting } from './highlighting.js';
import type { MatchedTerm } from './matched-terms.js';

const indexed = ['title', 'description', 'brand', 'category', 'attributes'];

/** The words of a query as a search that knows no others matches them; the first is worth most. */
function matched(query: string): readonly MatchedTerm[] {
  return analyzeQuery(query).flatMap(({ alternatives }, word) =>
    alternatives.map(({ term }) => ({ term, word, worth: 10 - word })),
  );
}

function product(title: string, description = '', brand?: string): Product {
  return { id: 'p', title, text: { description }, category: [], attributes: {}, ...(brand !== undefined && { brand }) };
}

function highlights(query: string, of: Product, asked: Partial<Highlighting> = {}): readonly Highlight[] {
  return new Highlighter(matched(query), { fields: [], ...asked }, indexed).of(of);
}

function fragments(query: string, description: string, asked: { fragments?: number; fragmentSize?: number } = {}) {
  const fields = [{ field: 'description', ...asked }];
  return highlights(query, product('', description), { fields })[0]?.fragments ?? [];
}

const html = (found: readonly Highlight[]): readonly string[] =>
  found.flatMap(({ fragments: pieces }) => pieces.map((piece) => piece.html));
const surfaces = ({ text, ranges }: Fragment): readonly string[] =>
  ranges.map(({ start, end }) => text.slice(start, end));

describe('a highlighted title', () => {
  it.each<[string, string, string, string]>([
    ['a stem', 'running shoe', 'Shoes to run in', '<em>Shoes</em> to <em>run</em> in'],
    ['folded forms', 'creme brulee', 'Crème Brûlée set', '<em>Crème</em> <em>Brûlée</em> set'],
    ['a compound written otherwise', 'wd40', 'WD-40 spray', '<em>WD-40</em> spray'],
    ['two words written as one', 'air fryer', 'Airfryer XL', '<em>Airfryer</em> XL'],
    ['a measure', '8 ft', "rug 8' long", 'rug <em>8&#39;</em> long'],
    ['a script without spaces', '跑步 鞋', '男士跑步鞋', '男士<em>跑步鞋</em>'],
    ['a script from right to left', 'נעלי', 'נעלי ריצה', '<em>נעלי</em> ריצה'],
    ['letters of several units', 'running', '👟 running 👟', '👟 <em>running</em> 👟'],
    ['a mark on a letter', 'cafe', 'cafe\u0301 x', '<em>cafe\u0301</em> x'],
    [
      'what looks like HTML',
      'script',
      '<script>alert("x")</script>',
      '&lt;<em>script</em>&gt;alert(&quot;x&quot;)&lt;/<em>script</em>&gt;',
    ],
  ])('shows %s', (_, query, title, expected) => {
    expect(html(highlights(query, product(title)))).toEqual([expected]);
  });

  it('stands between the tags that were asked for, as they are', () => {
    const asked = { preTag: '<b class="hit">', postTag: '' };
    expect(html(highlights('shoe', product('a & shoe'), asked))).toEqual(['a &amp; <b class="hit">shoe']);
  });

  it('is left out where nothing in it was matched, as are all fields then', () => {
    expect(highlights('shoe', product('boot', 'a boot'))).toEqual([]);
    expect(highlights('', product('boot', 'a boot'))).toEqual([]);
    expect(highlights('shoe', product('boot', 'not a shoe')).map(({ field }) => field)).toEqual(['description']);
  });
});

test('the other words of a synonym are shown beside the first alone', () => {
  const terms = [
    { term: 'televis', word: 0, worth: 2 },
    { term: 'set', word: 0, worth: 2, beside: 'televis' },
  ];
  const shown = (title: string): readonly string[] =>
    html(new Highlighter(terms, { fields: [] }, indexed).of(product(title)));
  expect(shown('A television set')).toEqual(['A <em>television</em> <em>set</em>']);
  expect(shown('A knife set')).toEqual([]);
});

describe('fields', () => {
  it('are the title and the texts where none is named, else those named, in their order', () => {
    const shoe = product('Acme shoe', 'a shoe', 'Acme');
    expect(highlights('acme shoe', shoe).map(({ field }) => field)).toEqual(['title', 'description']);
    const fields = [{ field: 'brand' }, { field: 'title' }];
    expect(highlights('acme shoe', shoe, { fields }).map(({ field }) => field)).toEqual(['brand', 'title']);
  });
});

describe('fragments', () => {
  const filler = 'It is a thing of no other kind, and nobody would look for it. '.repeat(20);

  it('show the pieces that say most of the query, in the order of the text', () => {
    const text = `${filler}The drill. ${filler}A cordless drill with a battery. ${filler}Cordless. ${filler}`;
    const two = fragments('cordless drill', text, { fragments: 2, fragmentSize: 60 });
    expect(two.map(surfaces)).toEqual([['cordless', 'drill'], ['Cordless']]);
    expect(two.every((piece, at) => at === 0 || piece.start > two[at - 1]!.start)).toBe(true);
    expect(fragments('cordless drill', text, { fragments: 1 }).map(surfaces)).toEqual([['cordless', 'drill']]);
  });

  it('are the whole text where none are counted', () => {
    const [all, ...more] = fragments('drill', `${filler}drill ${filler}`, { fragments: 0 });
    expect([all!.text.length, all!.start, more]).toEqual([filler.length * 2 + 6, 0, []]);
  });

  it('end at line breaks', () => {
    const text = 'First point of it.\nA drill, cordless.\nThird point of it.';
    expect(fragments('drill', text, { fragmentSize: 50 }).map((piece) => piece.text)).toEqual(['A drill, cordless.']);
  });

  it('cut between words, and between characters where words are not told apart', () => {
    const [latin] = fragments('drill', `${'lengthy '.repeat(50)}drill ${'lengthy '.repeat(50)}`);
    expect(latin!.text).toMatch(/^(lengthy )+drill( lengthy)+$/);
    const families = '👨‍👩‍👧‍👦'.repeat(100);
    const [emoji] = fragments('鞋', `${families}鞋${families}`, { fragmentSize: 100 });
    expect(emoji!.text).toMatch(/^(👨‍👩‍👧‍👦)+鞋(👨‍👩‍👧‍👦)+$/);
  });

  it('say where they stand: text, start and ranges agree with the field, html with the text', () => {
    const piece = fc.constantFrom(
      'drill',
      'Drills',
      'DRÏLL',
      'saw',
      'wd-40',
      '鞋',
      '👟',
      '<',
      '&',
      '\n',
      'x'.repeat(70),
    );
    const texts = fc.oneof(
      fc.array(piece, { maxLength: 80 }).map((parts) => parts.join(' ')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 20, max: 90 }), (text, count, size) => {
        const found = fragments('drill saw wd40 鞋', text, { fragments: count, fragmentSize: size });
        let from = 0;
        for (const { text: part, start, ranges, html: marked } of found) {
          expect(text.slice(start, start + part.length)).toBe(part);
          expect(start).toBeGreaterThanOrEqual(from);
          from = start + part.length;
          expect(ranges.length).toBeGreaterThan(0);
          ranges.forEach((range, at) => {
            expect(range.start).toBeGreaterThan(ranges[at - 1]?.end ?? -1);
            expect(range.end).toBeGreaterThan(range.start);
            expect(range.end).toBeLessThanOrEqual(part.length);
          });
          const plain = marked
            .replaceAll(/<\/?em>/g, '')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>');
          expect(plain.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')).toBe(part);
          if (count > 0)
            expect(part.length).toBeLessThanOrEqual(Math.max(size, ...ranges.map((range) => range.end - range.start)));
        }
        expect(found.length).toBeLessThanOrEqual(Math.max(1, count));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text without end', () => {
  it('is looked at as far as said, whatever stands in it', () => {
    const tenMegabytes = [
      'drill '.repeat(1.7e6),
      'd'.repeat(1e7),
      '鞋'.repeat(5e6),
      `${'x'.repeat(49_998)} drill`.repeat(200),
    ];
    for (const text of tenMegabytes) {
      for (const count of [0, 20]) {
        const found = fragments('drill 鞋', text, { fragments: count, fragmentSize: 1000 });
        expect(found.reduce((sum, piece) => sum + piece.text.length, 0)).toBeLessThanOrEqual(50_000);
        expect(found.every((piece) => piece.start + piece.text.length <= 50_000)).toBe(true);
        expect(found.flatMap(surfaces).every((surface) => surface === 'drill' || surface.startsWith('鞋'))).toBe(true);
      }
    }
  });

  it('leaves nothing for what follows on its page, rather than hold the page up', () => {
    const highlighter = new Highlighter(matched('drill'), { fields: [] }, indexed);
    const long = product('drill', 'drill '.repeat(10_000));
    const shown = Array.from({ length: 30 }, () => highlighter.of(long).length);
    expect([shown[0], shown.at(-1)]).toEqual([2, 0]);
  });
});
