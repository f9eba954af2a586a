import type { Tree } from './ensemble.js';

/**
 * Checks that a tree is one: every node and leaf is reached from the root exactly once, and features exist. So no walk
 * can run in a circle or off the end.
 *
 * @returns what is wrong, to follow "The tree ...", or undefined.
 */
export function wholeTree(tree: Tree, featureCount: number): string | undefined {
  const nodes = tree.feature.length;
  const leaves = tree.leafValue.length;
  const seen = new Uint8Array(nodes + leaves);
  const open = [nodes > 0 ? 0 : ~0];
  let reached = 0;
  for (let child = open.pop(); child !== undefined; child = open.pop()) {
    const place = child >= 0 ? child : nodes + ~child;
    if (child >= nodes || ~child >= leaves) return `has the child ${child}, which does not exist`;
    if (seen[place] === 1) return `reaches ${child >= 0 ? `node ${child}` : `leaf ${~child}`} twice`;
    seen[place] = 1;
    reached++;
    if (child < 0) continue;
    const feature = tree.feature[child]!;
    if (feature < 0 || feature >= featureCount) return `splits on feature ${feature} of ${featureCount}`;
    open.push(tree.left[child]!, tree.right[child]!);
  }
  return reached === nodes + leaves ? undefined : `leaves ${nodes + leaves - reached} nodes or leaves unreachable`;
}
