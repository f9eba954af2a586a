import { tmpdir } from 'node:os';
import { ConfigurationError, loadConfiguration } from '@weir/config';
import { weirConfiguration } from './configuration.js';

describe('the fusion of weir.yaml', () => {
  const load = (environment: NodeJS.ProcessEnv) =>
    loadConfiguration(weirConfiguration, { folder: tmpdir(), environment });
  const fusion = (environment: NodeJS.ProcessEnv): unknown => load(environment).values.plan.retrieval.fusion;
  const mistakes = (environment: NodeJS.ProcessEnv): unknown => {
    try {
      return load(environment);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return error.mistakes.map(({ setting, origin, problem }) => `${setting} @ ${origin}: ${problem}`);
    }
  };

  it('can be given one setting at a time', () => {
    expect(fusion({ WEIR_PLAN_RETRIEVAL_FUSION_DENSE_WEIGHT: '0.7' })).toEqual({
      method: 'rrf',
      k: 60,
      dense_weight: 0.7,
    });
    expect(fusion({ WEIR_PLAN_RETRIEVAL_FUSION_K: '10' })).toEqual({ method: 'rrf', k: 10, dense_weight: 0.4 });
    expect(fusion({ WEIR_PLAN_RETRIEVAL_FUSION_METHOD: 'convex' })).toEqual({ method: 'convex', dense_weight: 0.5 });
  });

  it('says of a wrong method its place, what it is and what it may be', () => {
    expect(mistakes({ WEIR_PLAN_RETRIEVAL_FUSION_METHOD: 'max' })).toEqual([
      expect.stringMatching(
        /^plan\.retrieval\.fusion\.method @ WEIR_PLAN_RETRIEVAL_FUSION_METHOD: "max" is wrong: expected one of rrf, convex/,
      ),
    ]);
  });

  it('says of a setting of the other method that it does not go with this one', () => {
    expect(mistakes({ WEIR_PLAN_RETRIEVAL_FUSION_METHOD: 'convex', WEIR_PLAN_RETRIEVAL_FUSION_K: '10' })).toEqual([
      'plan.retrieval.fusion.k @ WEIR_PLAN_RETRIEVAL_FUSION_K: it does not go with the other settings here; remove it',
    ]);
  });
});
