import fc from 'fast-check';
import { sampleInput } from '../test/sample-list.js';
import { profileQuery } from './query-profile.js';
import { findTerms } from './term-hits.js';

// "drill" often enough that the hits outgrow the room they are given at first.
const text = fc
  .array(fc.constantFrom('drill', 'drill', 'cordless', 'rug', 'bit', '18v'), { maxLength: 60 })
  .map((words) => words.join(' '));
const product = fc.oneof(
  { weight: 5, arbitrary: fc.record({ title: text, description: text, brand: text }) },
  { weight: 1, arbitrary: fc.constant({ unknown: true } as const) },
);

describe('terms of the query in the candidates', () => {
  it('are found at their places in every field, as a reading token by token finds them', () => {
    fc.assert(
      fc.property(fc.array(product, { maxLength: 6 }), (products) => {
        const { states, statistics, schema } = sampleInput('cordless drill 18v', products);
        const profile = profileQuery('cordless drill 18v', statistics);
        const fields = schema.fields.length;
        const hits = findTerms(profile, states, fields);
        states.forEach((state, i) => {
          for (let field = 0; field < fields; field++) {
            const tokens = [...(state?.tokens.subarray(state.ends[field - 1] ?? 0, state.ends[field]) ?? [])];
            const row = i * fields + field;
            const expected = tokens
              .map((hash, place) => ({ place, term: profile.termHash.indexOf(hash) }))
              .filter(({ term }) => term >= 0);
            const range = Array.from(
              { length: hits.first[row + 1]! - hits.first[row]! },
              (_, at) => hits.first[row]! + at,
            );
            expect(hits.length[row]).toBe(tokens.length);
            expect(range.map((hit) => ({ place: hits.place[hit], term: hits.term[hit] }))).toEqual(expected);
          }
        });
      }),
    );
  });
});
