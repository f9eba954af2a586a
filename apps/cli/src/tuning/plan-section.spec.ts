import { parse } from 'yaml';
import { withPlanSection } from './plan-section.js';

const fusion = ['retrieval.fusion.method', 'retrieval.fusion.k', 'retrieval.fusion.dense_weight'];
const settings = ['retrieval.mode', ...fusion, 'ranker.model', 'reranker.model', 'reranker.window'];
const comment = 'Chosen on 3 queries.';

describe('writing a Plan into weir.yaml', () => {
  it('makes the section, says on what it was chosen, and leaves the rest as it stood', () => {
    const text = '# our shop\nhttp: { port: 8080 } # behind the proxy\n';
    expect(withPlanSection(text, { plan: { ranker: { model: null } }, settings, comment })).toBe(
      `${text}# Chosen on 3 queries.\nplan:\n  ranker:\n    model: null\n`,
    );
  });

  it('makes a file of its own, also of a Plan that is the default', () => {
    expect(withPlanSection('', { plan: {}, settings, comment })).toBe('# Chosen on 3 queries.\nplan: {}\n');
    expect(parse(withPlanSection('plan:\n', { plan: {}, settings, comment }))).toEqual({ plan: {} });
  });

  it('changes what was chosen in place, takes out what is the default now, and keeps comments and all other settings', () => {
    const text = [
      'plan:',
      '  # ours',
      '  retrieval:',
      '    depth: 500 # enough',
      '    fusion: { k: 10, dense_weight: 0.7 }',
      '  ranker: { model: null }',
      '  reranker:',
      '    window: 10 # for speed',
      'log: { level: debug }',
      '',
    ].join('\n');
    const plan = { retrieval: { fusion: { method: 'convex' as const, dense_weight: 0.2 } }, reranker: { window: 40 } };
    const written = withPlanSection(text, { plan, settings, comment });
    expect(parse(written)).toEqual({
      plan: {
        retrieval: { depth: 500, fusion: { method: 'convex', dense_weight: 0.2 } },
        reranker: { window: 40 },
      },
      log: { level: 'debug' },
    });
    for (const kept of ['# ours', '# enough', '# for speed']) expect(written).toContain(kept);
    expect(written).not.toContain(comment);
  });

  it('writes into a group that holds nothing yet', () => {
    const written = withPlanSection('plan:\n  ranker:\n', { plan: { ranker: { model: null } }, settings, comment });
    expect(parse(written)).toEqual({ plan: { ranker: { model: null } } });
  });

  it('gives the same text when the same Plan is written again', () => {
    const plan = { retrieval: { mode: 'bm25' as const }, ranker: { model: null } };
    const once = withPlanSection('# a shop\n', { plan, settings, comment });
    expect(withPlanSection(once, { plan, settings, comment })).toBe(once);
  });

  it.each([
    ['a: [1', 'not YAML'],
    ['- 1', 'key: value'],
    ['plan: 3', 'not a group'],
  ])('refuses %s', (text, reason) => {
    expect(() => withPlanSection(text, { plan: {}, settings, comment })).toThrow(reason);
  });
});
