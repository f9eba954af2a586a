import { DegradedCause, Rung, SearchResponse, Stage } from '@weir/contracts';
import { showAnswer } from './show.js';

const screen = { columns: 80, ansi: false };

const answer: SearchResponse = {
  ...SearchResponse.fromPartial({ search_id: 's', total: 812, took_ms: 43.21, cached: false, rung: Rung.RUNG_WINDOW }),
  products: [
    {
      product: {
        id: 'B1',
        title: 'A cordless drill with a name that goes on and on beyond the end of any line',
        text: {},
        brand: 'Bosch',
        category: [],
        price: 99.5,
        currency: 'EUR',
        attributes: {},
      },
      version: 1,
      position: 1,
      team: '',
      highlights: [],
      scores: { bm25: 7.5, cosine: undefined, fused: 0.9, ranker: -0.25, reranker: undefined },
      explanation: {
        positions: { retrieval: 4, ranker: 1, reranker: undefined },
        features: [
          { name: 'bm25', value: 7.5, contribution: -0.5 },
          { name: 'age', value: undefined, contribution: 0.125 },
        ],
        expected: 0.125,
        fields: [],
        blend: undefined,
        rules: [],
      },
    },
  ],
  facets: [{ field: 'brand', values: [{ value: 'Bosch', count: 3 }] }],
  corrections: [{ from: 'dril', to: 'drill' }],
  timings: [{ stage: Stage.STAGE_RETRIEVE, ms: 30, budget_ms: 60, candidates_in: 9000, candidates_out: 812 }],
  degraded: [{ stage: Stage.STAGE_RERANK, cause: DegradedCause.DEGRADED_CAUSE_DEADLINE, detail: '3 of 20 scored' }],
};

test('an answer shows products, why, facets, time against budget and what degraded, within the width of the line', () => {
  const text = showAnswer(answer, screen);

  expect(text).toMatchInlineSnapshot(`
   ""dril" was read as "drill"

      id  title                              brand      price   bm25  fused  ranker
   1  B1  A cordless drill with a name tha…  Bosch  99.50 EUR  7.500  0.900  -0.250

     1  retrieval 4 -> ranker 1
        +0.125 expected, -0.500 bm25=7.5, +0.125 age=missing

   brand: Bosch (3)

   retrieve     30.0 ms of 60 ms   ############............  9000 -> 812

   degraded: rerank (deadline): 3 of 20 scored

   812 products match; reranked in part, 43.2 ms
   "
  `);
  expect(
    Math.max(
      ...text
        .split('\n')
        .slice(0, 5)
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80);
});

test('a column that no product has anything for is left out', () => {
  const [first] = answer.products;
  const film = { ...first!, product: { ...first!.product!, brand: undefined, price: undefined } };
  const [header] = showAnswer({ ...answer, corrections: [], products: [film] }, screen).split('\n');
  expect(header!.trim().split(/ +/u)).toEqual(['id', 'title', 'bm25', 'fused', 'ranker']);
});

test('matched words are bold on a terminal, also where the title is cut, and nothing that a catalogue says moves the cursor', () => {
  const [first] = answer.products;
  const title = `A cordless drill with a name that goes on and on${String.fromCharCode(27)}[2J`;
  const ranges = [
    { start: 2, end: 10 },
    { start: 31, end: 90 },
    { start: 95, end: 99 },
  ];
  const found = {
    ...first!,
    product: { ...first!.product!, title },
    highlights: [
      { field: 'title', fragments: [{ text: title, start: 0, ranges, html: '' }] },
      { field: 'description', fragments: [{ text: 'a\ndrill', start: 0, ranges: [{ start: 2, end: 7 }], html: '' }] },
    ],
  };
  const show = (ansi: boolean): string =>
    showAnswer({ ...answer, products: [found] }, { columns: 80, ansi }).replaceAll('\u001b', '~');
  expect(show(false)).not.toContain('~');
  expect(show(true)).toContain('B1  A ~[1mcordless~[22m drill with a name th~[1ma~[22m…  Bosch');
  expect(show(true)).toContain('  1  description: a ~[1mdrill~[22m\n');
});
