import { randomUUID } from 'node:crypto';
import { type Cascade, createCascade, type PairCheck, ShadowComparisons, type Time } from '@weir/cascade';
import { modelText, type Product } from '@weir/catalogue';
import type { Catalogue } from './catalogue/catalogue.js';
import type { Closers } from './closers.js';
import { countSearches } from './counted-cascade.js';
import type { EngineOptions } from './engine.js';
import type { Shoppers } from './experiments/open-shoppers.js';
import { servedOf } from './experiments/served.js';
import type { Rules } from './merchandising/open-rules.js';
import type { Foundations } from './foundations.js';
import { type LoadControl, openLoadControl } from './load/load-control.js';
import { FollowedShadows } from './followed-shadows.js';
import { checkPair } from './shadow-pair.js';
import { tokenSecret } from './stored-settings.js';
import { trySearches, warmUp } from './warm-up.js';

export interface SearchParts {
  readonly base: Foundations;
  readonly catalogue: Catalogue;
  readonly shoppers: Shoppers;
  readonly rules: Rules;
}

export interface Searches {
  readonly cascade: Cascade;
  /** Comparisons of models over these searches. */
  readonly comparisons: ShadowComparisons;
  /** Which two models may be compared. */
  readonly checkPair: PairCheck;
  /** Who may begin, and how much is done for them. */
  readonly loadControl: LoadControl;
  /** Searches until the hot code is compiled. Opening does it; a catalogue that was filled since wants it again. */
  warmUp(): Promise<void>;
}

/** Puts the cascade together and warms it up; from then on promotions are followed. */
export async function openSearches(
  options: EngineOptions,
  { base, catalogue, shoppers, rules }: SearchParts,
  closers: Closers,
): Promise<Searches> {
  const { storage, caches, models, inForce, registry } = base;
  const { experiments, served, hashUnit, behaviour } = shoppers;
  const { retriever, products } = catalogue;
  const keepQuery = options.keepQueries ?? true;
  const { admission: settings, admissionObserver: observer } = options;
  const deadlineMs = (): number => inForce.plan().deadline_ms;
  const loadControl = openLoadControl({ admission: settings, observer, inference: base.inference, deadlineMs });
  closers.add(() => {
    loadControl.close();
  });
  const scoring = {
    ...{ retriever, models, time: processTime, newId: randomUUID },
    ...(behaviour && { behaviour: (ids: readonly string[]) => behaviour.of(ids) }),
    modelText: (product: Product) => modelText(product, catalogue.mapping()),
  };
  const comparisons = new ShadowComparisons({
    ...scoring,
    random: Math.random,
    isBusy: () => searches.underWay() > 0,
    keepQuery,
    changed: () => options.onChange?.('models'),
    onFault: (error) => options.onFault?.({ part: 'comparison', error }),
  });
  const { cascade, ...searches } = countSearches(
    createCascade({
      ...scoring,
      products,
      tracer: options.tracing,
      cache: caches.pages,
      ...(caches.leases && { leases: caches.leases }),
      plan: () => inForce.plan(),
      catalogueVersion: () => catalogue.state(),
      tokenSecret: await tokenSecret(storage.documents),
      assigner: experiments.running,
      rules: () => rules.current(),
      ...(loadControl.admission && { admission: loadControl.admission }),
      dimmer: loadControl.dimmer,
      turn: () => base.turns.take(),
      onServed: (search) => {
        const { event, exposures } = servedOf(search, { now: Date.now(), hashId: hashUnit, keepQuery });
        served.note(event === undefined ? [] : [event], exposures);
      },
      onRanked: (search) => {
        comparisons.offer(search);
      },
      onFault: ({ stage, searchId, error }) => options.onFault?.({ part: stage, searchId, error }),
    }),
  );
  closers.add(() => comparisons.close());
  closers.add(() => searches.close());
  await warmUp(cascade, catalogue, inForce.plan());
  inForce.follow((partial) => trySearches(cascade, catalogue, partial));
  closers.add(() => inForce.close());
  const pairParts = {
    ...{ registry, shelf: models, plan: () => inForce.plan() },
    hasRemoteReranker: options.stages?.reranker !== undefined,
  };
  const checkedPair: PairCheck = (champion, challenger) => checkPair(pairParts, champion, challenger);
  const shadows = new FollowedShadows({
    ...{ registry, comparisons, checkPair: checkedPair, share: options.shadowShare ?? 0 },
    serving: () => inForce.models().map(({ serving }) => serving),
    onFault: (error) => options.onFault?.({ part: 'comparison', error }),
  });
  closers.add(() => shadows.close());
  return {
    cascade,
    comparisons,
    loadControl,
    checkPair: checkedPair,
    warmUp: () => warmUp(cascade, catalogue, inForce.plan()),
  };
}

const processTime: Time = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
