import { seededRandom } from '@weir/evaluation';
import {
  type AssignmentRequest,
  draftOf,
  type Experiment,
  experimentDefinitionSchema,
  type ExperimentInput,
  transition,
} from '@weir/experiments';

/** When everything of the load runs, ms since 1970. */
const now = Date.UTC(2026, 0, 15);
const begun = Date.UTC(2026, 0, 1);

const conditions: readonly Record<string, unknown>[] = [
  {},
  { country: { $in: ['DE', 'FR', 'NL', 'SE'] } },
  { device: 'mobile', 'app.version': { $vgte: '4.2.0' } },
  { $or: [{ tier: { $in: ['gold', 'silver'] } }, { orders: { $gte: 3 } }] },
  { path: { $regex: '^/(search|category)' }, bot: { $ne: true } },
  { tags: { $elemMatch: { $eq: 'returning' } }, $not: { country: 'US' } },
];

/**
 * So many running experiments as a shop may have them: six kinds of targeting, three layers of three, ramps, two and
 * three variants, a session as the unit of every fifth, a prerequisite of every seventh.
 */
export function loadOfExperiments(count: number): readonly Experiment[] {
  return Array.from({ length: count }, (_, at) => {
    const definition = experimentDefinitionSchema.parse(definitionOf(at));
    return transition(draftOf(definition, begun), 'running', { now: begun + at, reason: '' });
  });
}

/** Requests of different shoppers, some of whom have no session or no attributes. */
export function loadOfRequests(count: number, seed: number): readonly AssignmentRequest[] {
  const random = seededRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  return Array.from({ length: count }, () => ({
    shopperId: uuid(random),
    sessionId: random() < 0.9 ? uuid(random) : undefined,
    now,
    attributes: {
      country: pick(['DE', 'FR', 'US', 'GB', 'NL']),
      device: pick(['mobile', 'desktop']),
      app: { version: pick(['3.9.12', '4.2.0', '4.10.1']) },
      tier: pick(['gold', 'none', 'none']),
      orders: Math.floor(random() * 8),
      path: pick(['/search', '/category/shoes', '/']),
      tags: pick([[], ['new'], ['sale', 'returning']]),
    },
  }));
}

function definitionOf(at: number): ExperimentInput {
  const three = at % 4 === 3;
  return {
    key: `experiment-${at}`,
    unit: at % 5 === 4 ? 'session' : 'shopper',
    coverage: 0.5,
    variants: [
      { key: 'control', weight: three ? 0.4 : 0.5 },
      { key: 'treatment', weight: three ? 0.3 : 0.5, plan: { reranker: { window: 10 + at } } },
      ...(three ? [{ key: 'other', weight: 0.3, plan: { retrieval: { depth: 500 + at } } }] : []),
    ],
    targeting: conditions[at % conditions.length]!,
    layer: layerOf(at),
    ramp: [
      { after_hours: 0, coverage: 0.1 },
      { after_hours: 24, coverage: 0.5 },
      { after_hours: 48, coverage: 1 },
    ],
    prerequisites: at % 7 === 6 ? [{ experiment: `experiment-${at - 6}`, variants: ['control', 'treatment'] }] : [],
    metrics: { primary: 'ctr' },
  };
}

/** Those by shopper among the first twelve share three layers. */
function layerOf(at: number): ExperimentInput['layer'] {
  if (at >= 12 || at % 5 === 4) return null;
  const part = Math.floor(at / 3);
  return { name: `layer-${at % 3}`, range: [part / 4, (part + 1) / 4] };
}

/** As shops name shoppers: 36 characters. */
function uuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
