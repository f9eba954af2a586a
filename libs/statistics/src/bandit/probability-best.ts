import { gaussLegendre } from './gauss-legendre.js';
import type { Posterior } from './posterior.js';

/**
 * The probability of each variant that its mean is the highest: the integral of its density times the distribution
 * functions of all others. By quadrature, to about 1e-8 and the same on every run; nothing is drawn. Scott, A modern
 * Bayesian look at the multi-armed bandit, Applied Stochastic Models in Business and Industry 2010, equation 3.
 */
export function probabilityBest(posteriors: readonly Posterior[]): number[] {
  if (posteriors.length === 0) throw new RangeError('There is no posterior: give one a variant.');
  if (posteriors.some(({ scale }) => scale !== posteriors[0]!.scale)) {
    throw new RangeError('Posteriors of two kinds cannot be compared: make all of them beta, or all normal.');
  }
  const edges = panelEdges(posteriors);
  const curves = posteriors.map((posterior) => curveOf(posterior, edges));
  const best = curves.map(({ mass }, arm) => {
    let sum = 0;
    for (let at = 0; at < mass.length; at++) {
      let product = mass[at]!;
      for (let other = 0; other < curves.length && product > 0; other++) {
        if (other !== arm) product *= curves[other]!.below[at]!;
      }
      sum += product;
    }
    return sum;
  });
  // What quadrature lost is shared out, so that the probabilities sum to 1.
  const total = best.reduce((sum, each) => sum + each, 0);
  return best.map((each) => each / total);
}

/** A density and its distribution function at the nodes of all panels. */
interface Curve {
  /** Density times the node's weight: sums to 1. */
  readonly mass: Float64Array;
  readonly below: Float64Array;
}

const { nodes, weights, upTo } = gaussLegendre(16);
/** Panel borders in widths of a posterior: fine where its density bends. */
const BORDERS = [-9, -7, -5, -3.5, -2.25, -1, 0, 1, 2.25, 3.5, 5, 7, 9];

function panelEdges(posteriors: readonly Posterior[]): number[] {
  const [low, high] = posteriors[0]!.scale === 'angle' ? [0, Math.PI / 2] : [-Infinity, Infinity];
  const finest = Math.min(...posteriors.map(({ width }) => width));
  const edges: number[] = [];
  const all = posteriors.flatMap(({ centre, width }) => BORDERS.map((border) => centre + border * width));
  for (const edge of all.map((each) => Math.min(Math.max(each, low), high)).sort((a, b) => a - b)) {
    if (edges.length === 0 || edge - edges.at(-1)! > 0.01 * finest) edges.push(edge);
  }
  return edges;
}

function curveOf({ logDensity, centre }: Posterior, edges: readonly number[]): Curve {
  const order = nodes.length;
  const mass = new Float64Array((edges.length - 1) * order);
  const below = new Float64Array(mass.length);
  const density = new Float64Array(order);
  const peak = logDensity(centre);
  let total = 0;
  for (let panel = 0; panel + 1 < edges.length; panel++) {
    const half = (edges[panel + 1]! - edges[panel]!) / 2;
    const middle = edges[panel]! + half;
    for (let i = 0; i < order; i++) density[i] = Math.exp(logDensity(middle + half * nodes[i]!) - peak);
    let inPanel = 0;
    for (let i = 0; i < order; i++) {
      let sum = 0;
      for (let j = 0; j < order; j++) sum += upTo[i]![j]! * density[j]!;
      below[panel * order + i] = total + half * sum;
      mass[panel * order + i] = half * weights[i]! * density[i]!;
      inPanel += mass[panel * order + i]!;
    }
    total += inPanel;
  }
  for (let at = 0; at < mass.length; at++) {
    mass[at]! /= total;
    below[at] = Math.min(Math.max(below[at]! / total, 0), 1);
  }
  return { mass, below };
}
