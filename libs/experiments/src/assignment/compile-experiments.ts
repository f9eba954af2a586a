import { batchInForce } from '../allocation/batches.js';
import { compileCondition } from '../condition/compile-condition.js';
import { drawnVariants, interleavedVariant } from '../definition/drawn-variants.js';
import type { Experiment } from '../definition/experiment.js';
import { coverageSteps, startOf } from '../life-cycle/schedule.js';
import type { Assignment, Attributes, GlobalHoldout, PlanOverlay, RefusedReason } from './assignment.js';
import { bucketRanges, type BucketRange } from './buckets.js';
import { bucketCounts } from './hash.js';
import { LayerParts } from './layer-parts.js';
import { UnitHashes } from './unit-hashes.js';

/** Experiments made ready for `assign`: everything that a request does not decide is decided here, once a change. */
export interface CompiledExperiments {
  /** In the order of results and overlays: by start time, then key. */
  readonly experiments: readonly CompiledExperiment[];
  /** The same, each behind its prerequisites. */
  readonly evaluation: readonly CompiledExperiment[];
  /** First bucket that is not held out. */
  readonly holdout: number;
  /** Hash states of a unit of each kind, by the slots below. Two, for the last unit of each kind is remembered. */
  readonly hashes: Readonly<Record<'shopper' | 'session', UnitHashes>>;
  /** Whether any is sticky, so that what units have kept must be asked for. */
  readonly sticky: boolean;
}

/** First slots of a unit's hash states: after no seed and after the holdout's; layers and experiments come behind. */
export const slots = { noSeed: 0, holdout: 1 } as const;

/** One experiment, ready. */
export interface CompiledExperiment {
  readonly key: string;
  /** Its place in results. */
  readonly index: number;
  readonly phase: number;
  readonly unit: 'shopper' | 'session';
  readonly running: boolean;
  /** [from, until) in ms since 1970 in which it takes units. */
  readonly from: number;
  readonly until: number;
  readonly hashVersion: 1 | 2;
  readonly seed: string;
  readonly hashes: UnitHashes;
  /** Where among them its own state is. */
  readonly slot: number;
  readonly variants: readonly string[];
  readonly overlays: readonly (PlanOverlay | undefined)[];
  /** Index of what shows both variants on one page, behind theirs; undefined for an A/B test. */
  readonly both: number | undefined;
  /** From a time on, in order of time; the first holds from ever. */
  readonly coverage: readonly CompiledCoverage[];
  /** undefined: everybody. */
  readonly targeting: ((attributes: Attributes) => boolean) | undefined;
  readonly layer: LayerParts | undefined;
  readonly holdout: boolean;
  readonly prerequisites: readonly CompiledPrerequisite[];
  readonly forced: ReadonlyMap<string, number> | undefined;
  readonly sticky: ReadonlyMap<string, number> | undefined;
  /** Whether a unit keeps its variant through phases too; within its phase it does wherever `sticky` is. */
  readonly keepsPhases: boolean;
  /** Where weights are allocated: who takes part is drawn by coverage, then the variant by a hash of its own. */
  readonly arms: CompiledArms | undefined;
  /** What it answers where no variant applies: made once, for most answers of most requests are these. */
  readonly refused: Readonly<Record<RefusedReason, Assignment>>;
}

interface CompiledCoverage {
  /** ms since 1970. */
  readonly from: number;
  /** For each variant the first bucket that it has and the first behind, as whole numbers of the hash. */
  readonly edges: Int32Array;
}

interface CompiledArms {
  readonly batch: number;
  /** Where among the hash states its own is. */
  readonly slot: number;
  /** As in `CompiledCoverage`. */
  readonly edges: Int32Array;
}

interface CompiledPrerequisite {
  /** Index of the other experiment in results, -1 where it is not among those that run. */
  readonly index: number;
  readonly variants: readonly string[];
}

/**
 * Compiles those that run, and drafts that force variants for testing; others take no part. Ranges of a layer that
 * overlap cannot be written; should they reach here, the experiment that began first has the part, so that nobody is
 * ever in two experiments of one layer.
 */
export function compileExperiments(
  experiments: readonly Experiment[],
  holdout: GlobalHoldout | null = null,
): CompiledExperiments {
  const taking = inOrder(experiments).filter(
    ({ state, forced }) => state === 'running' || (state === 'draft' && Object.keys(forced).length > 0),
  );
  const seeds = { shopper: firstSeeds(holdout), session: firstSeeds(holdout) };
  const layers = compileLayers(taking, seeds);
  const slotOf = taking.map(({ seed, unit }) => seeds[unit].push(seed) - 1);
  const arms = taking.map((experiment) => armsOf(experiment, seeds));
  const hashes = { shopper: new UnitHashes(seeds.shopper), session: new UnitHashes(seeds.session) };
  const indexOf = new Map(taking.map(({ key }, index) => [key, index]));
  const compiled = taking.map((experiment, index): CompiledExperiment => {
    const drawn = drawnVariants(experiment);
    const variants = drawn.map(({ key }) => key);
    const weights = drawn.map(({ weight }) => weight);
    const forced = Object.entries(experiment.forced).map(([unit, variant]): [string, number] => [
      unit,
      variants.indexOf(variant),
    ]);
    return {
      key: experiment.key,
      index,
      phase: experiment.phase,
      unit: experiment.unit,
      running: experiment.state === 'running',
      from: startOf(experiment),
      until: experiment.end ?? Infinity,
      hashVersion: experiment.hash_version,
      seed: experiment.seed,
      hashes: hashes[experiment.unit],
      slot: slotOf[index]!,
      variants,
      overlays: experiment.variants.map(({ key, plan }) =>
        Object.keys(plan).length === 0 ? undefined : { experiment: experiment.key, variant: key, plan },
      ),
      both: experiment.kind === 'interleaving' ? variants.indexOf(interleavedVariant) : undefined,
      coverage: coverageSteps(experiment).map(({ from, coverage }) => ({
        from,
        edges: edgesOf(
          arms[index] === undefined ? bucketRanges(variants.length, coverage, weights) : bucketRanges(1, coverage),
          bucketCounts[experiment.hash_version],
        ),
      })),
      targeting:
        Object.keys(experiment.targeting).length === 0 ? undefined : compileCondition(experiment.targeting).matches,
      layer: experiment.layer === null ? undefined : layers.get(experiment.layer.name),
      holdout: experiment.holdout,
      prerequisites: experiment.prerequisites.map((each) => ({
        index: indexOf.get(each.experiment) ?? -1,
        variants: each.variants,
      })),
      forced: forced.length === 0 ? undefined : new Map(forced),
      refused: refusedOf(experiment),
      keepsPhases: experiment.sticky,
      arms: arms[index],
      sticky:
        experiment.sticky || arms[index] !== undefined
          ? new Map(variants.map((variant, at) => [variant, at]))
          : undefined,
    };
  });
  return {
    experiments: compiled,
    evaluation: behindPrerequisites(compiled),
    holdout: firstBucketFrom(holdout?.share ?? 0, bucketCounts[2]),
    hashes,
    sticky: compiled.some(({ sticky }) => sticky !== undefined),
  };
}

/** Seeds of the hash by kind of unit, in the order of their slots. Experiments' seeds begin with no underscore. */
type Seeds = Readonly<Record<Experiment['unit'], string[]>>;

function firstSeeds(holdout: GlobalHoldout | null): string[] {
  return ['', `__holdout:${holdout?.seed ?? ''}`];
}

/** The order in which variants are laid over one another: by start time, then key. A draft comes last. */
function inOrder(experiments: readonly Experiment[]): readonly Experiment[] {
  return experiments.toSorted((a, b) => {
    const [left, right] = [startOf(a), startOf(b)];
    if (left !== right) return left < right ? -1 : 1;
    return a.key < b.key ? -1 : Number(a.key > b.key);
  });
}

function compileLayers(experiments: readonly Experiment[], seeds: Seeds): ReadonlyMap<string, LayerParts> {
  const layers = new Map<string, LayerParts>();
  experiments.forEach(({ layer, state, unit }, index) => {
    if (layer === null) return;
    let compiled = layers.get(layer.name);
    if (compiled === undefined) {
      compiled = new LayerParts(seeds[unit].push(`__${layer.name}`) - 1);
      layers.set(layer.name, compiled);
    }
    const [from = 0, to = 0] = edgesOf([layer.range], bucketCounts[2]);
    if (state === 'running') compiled.give(from, to, index);
  });
  return layers;
}

/**
 * The variants of an allocated experiment. Their hash is not coverage's: a unit that was not covered yet must have the
 * same chances later, when weights and coverage are others.
 */
function armsOf(experiment: Experiment, seeds: Seeds): CompiledArms | undefined {
  const batch = experiment.allocation === null ? undefined : batchInForce(experiment);
  if (batch === undefined) return undefined;
  const weights = experiment.variants.map(({ key }) => batch.weights[key] ?? 0);
  return {
    batch: batch.batch,
    slot: seeds[experiment.unit].push(`${experiment.seed}:arms`) - 1,
    edges: edgesOf(bucketRanges(weights.length, 1, weights), bucketCounts[2]),
  };
}

function refusedOf({ key, phase }: Experiment): Readonly<Record<RefusedReason, Assignment>> {
  const refused = (reason: RefusedReason): Assignment =>
    Object.freeze({ experiment: key, phase, variant: null, variantIndex: -1, reason, inExperiment: false, unit: '' });
  return {
    not_targeted: refused('not_targeted'),
    not_covered: refused('not_covered'),
    layer: refused('layer'),
    holdout: refused('holdout'),
    prerequisite: refused('prerequisite'),
    no_unit: refused('no_unit'),
    off: refused('off'),
  };
}

function edgesOf(ranges: readonly BucketRange[], buckets: number): Int32Array {
  return Int32Array.from(
    ranges.flatMap(([from, to]) => [firstBucketFrom(from, buckets), firstBucketFrom(to, buckets)]),
  );
}

/** The first whole bucket whose hash is not below an edge, by the comparison that the specification makes. */
function firstBucketFrom(edge: number, buckets: number): number {
  let bucket = Math.max(0, Math.floor(edge * buckets) - 1);
  while (bucket < buckets && bucket / buckets < edge) bucket += 1;
  return bucket;
}

/** Depth first; a circle, which cannot be written, leaves the later one's prerequisite unmet. */
function behindPrerequisites(experiments: readonly CompiledExperiment[]): readonly CompiledExperiment[] {
  const order = new Set<CompiledExperiment>();
  const visiting = new Set<CompiledExperiment>();
  const visit = (experiment: CompiledExperiment): void => {
    if (visiting.has(experiment)) return;
    visiting.add(experiment);
    for (const { index } of experiment.prerequisites) {
      const other = experiments[index];
      if (other !== undefined) visit(other);
    }
    order.add(experiment);
  };
  experiments.forEach(visit);
  return [...order];
}
