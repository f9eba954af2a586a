import { CostModel } from './cost-model.js';

const line = (slope: number, intercept: number) => (tokens: number) => ({ tokens, ms: intercept + slope * tokens });
const warmUp = [8, 16, 32, 64].map(line(0.1, 1));

describe('the cost model', () => {
  it('knows the line of its warm-up, and adds rows up', () => {
    const cost = new CostModel(warmUp);
    expect(cost.predictMs([20])).toBeCloseTo(3, 0);
    expect(cost.predictMs([20, 20, 40])).toBeCloseTo(2 * cost.predictMs([20]) + cost.predictMs([40]), 9);
    expect(cost.predictMs([])).toBe(0);
  });

  it('follows a machine that becomes three times slower within some hundred rows', () => {
    const cost = new CostModel(warmUp);
    const slow = line(0.3, 3);
    for (let row = 0; row < 800; row++) cost.observe(slow(20 + (row % 40)));
    expect(cost.predictMs([30])).toBeCloseTo(12, 0);
    expect(cost.predictMs([90])).toBeGreaterThan(24);
  });

  it('keeps a sensible slope while every row has one length', () => {
    const cost = new CostModel(warmUp);
    for (let row = 0; row < 2000; row++) cost.observe(line(0.1, 1)(32));
    expect(cost.predictMs([64]) - cost.predictMs([32])).toBeCloseTo(3.2, 0);
  });

  it('leaves a wider margin on a noisy machine', () => {
    const [calm, noisy] = [new CostModel(warmUp), new CostModel(warmUp)];
    for (let row = 0; row < 500; row++) {
      calm.observe({ tokens: 32, ms: 4 });
      noisy.observe({ tokens: 32, ms: row % 2 === 0 ? 1 : 7 });
    }
    expect(calm.boundMs([32]) - calm.predictMs([32])).toBeLessThan(0.5);
    expect(noisy.boundMs([32]) - noisy.predictMs([32])).toBeGreaterThan(2);
  });

  it('never predicts less than nothing', () => {
    const cost = new CostModel([]);
    expect(cost.predictMs([10])).toBe(0);
    cost.observe({ tokens: 50, ms: 1 });
    cost.observe({ tokens: 10, ms: 5 });
    expect(cost.predictMs([1000])).toBeGreaterThanOrEqual(0);
  });
});
