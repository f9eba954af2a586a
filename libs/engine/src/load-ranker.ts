import type { Ranker } from '@weir/cascade';
import { compileFeatures } from '@weir/features';
import type { LoadedModel } from '@weir/registry';
import { createScorer, parseTreeModel } from '@weir/trees';

/** A tree ensemble joined to the features that its manifest names. Throws, with what to do, where they do not fit each other. */
export function loadRanker({ reference, manifest, files }: LoadedModel<'ranker'>): Ranker {
  const names = manifest.ranker.features;
  const ensemble = parseTreeModel(modelFile(reference, files));
  if (ensemble.featureCount !== names.length || ensemble.outputs !== 1) {
    throw new Error(
      `${reference}: the model reads ${ensemble.featureCount} features and gives ${ensemble.outputs} scores a row, ` +
        `its manifest names ${names.length} features: export a ranker again with its features`,
    );
  }
  const features = compiled(reference, names);
  const scorer = createScorer(ensemble);
  const width = names.length;
  return {
    model: reference,
    features: names,
    matrix: (input) => {
      const matrix = new Float64Array(input.candidates.ids.length * width);
      features.compute(input, matrix);
      return matrix;
    },
    score: (matrix, rows) => {
      scorer.input(rows).set(matrix);
      return Promise.resolve(scorer.score(rows));
    },
    contributions: (row) => {
      scorer.input(1).set(row);
      return scorer.contributions(1);
    },
  };
}

function modelFile(reference: string, files: ReadonlyMap<string, Buffer>): Buffer {
  for (const [name, content] of files) if (name.startsWith('model.')) return content;
  throw new Error(`${reference}: its manifest names no file model.txt, model.json or model.ubj`);
}

function compiled(reference: string, names: readonly string[]): ReturnType<typeof compileFeatures> {
  try {
    return compileFeatures(names);
  } catch (error) {
    throw new Error(`${reference}: ${(error as Error).message}`, { cause: error });
  }
}
