import { expectedRandomNdcg, expectedRandomRecall, expectedRandomReciprocalRank } from './baselines.js';
import { exponentialGain } from './gains.js';
import { judgeRanking } from './judgments.js';
import { ndcg } from './metrics/ndcg.js';
import { recall } from './metrics/recall.js';
import { reciprocalRank } from './metrics/reciprocal-rank.js';
import { seededRandom } from './significance/random.js';

describe('expected metrics of a random order', () => {
  it('agree with the mean over many shuffles of a corpus that is mostly unjudged', () => {
    const judgments = new Map([
      ['0', 3],
      ['1', 1],
      ['2', 0],
      ['3', 2],
    ]);
    const corpus = Array.from({ length: 25 }, (_, i) => String(i));
    const random = seededRandom(7);
    const sums = [0, 0, 0];
    const rounds = 40_000;
    for (let round = 0; round < rounds; round++) {
      for (let i = corpus.length - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1));
        [corpus[i], corpus[j]] = [corpus[j]!, corpus[i]!];
      }
      const ranking = judgeRanking(corpus, judgments);
      [ndcg(ranking, 10), reciprocalRank(ranking, 10), recall(ranking, 10)].forEach((value, i) => (sums[i]! += value));
    }
    const ranking = judgeRanking([], judgments);
    const order = { documents: 25, k: 10 };
    const expected = [
      expectedRandomNdcg(ranking, order, exponentialGain),
      expectedRandomReciprocalRank(ranking, order, 1),
      expectedRandomRecall(ranking, order, 1),
    ];
    sums.forEach((sum, i) => {
      expect(Math.abs(sum / rounds - expected[i]!)).toBeLessThan(0.005);
    });
  });
});
