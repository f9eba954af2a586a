import { blendMisfit, type ComparedKind, type ComparedPair, modelsOf, type Plan } from '@weir/cascade';
import type { FieldViolation } from '@weir/contracts';
import { type Manifest, type Registry, RegistryError } from '@weir/registry';
import type { ModelShelf } from './model-shelf.js';

export interface PairParts {
  readonly registry: Registry;
  readonly shelf: ModelShelf;
  /** The base Plan in force. */
  readonly plan: () => Plan;
  /** Another process has the cross-encoders. */
  readonly hasRemoteReranker: boolean;
}

type Checked = { readonly pair: ComparedPair } | { readonly violations: readonly FieldViolation[] };

/** What may be compared of a kind of models, or why it may not. */
const kinds: Readonly<Record<Manifest['kind'], string>> = {
  ranker: 'ranker',
  'cross-encoder': 'cross-encoder',
  blend: 'blend',
  encoder:
    'is an encoder: it would need vectors of its own of the whole catalogue. Compare encoders by judged queries: weir-models evaluate',
};

/** Two models that can score the candidates of live searches, loaded, or what is wrong with them. */
export async function checkPair(parts: PairParts, champion: string, challenger: string): Promise<Checked> {
  const named = { champion, challenger };
  const violations: FieldViolation[] = [];
  const found = new Map<string, Resolved>();
  for (const [field, reference] of Object.entries(named)) {
    const resolved = await resolve(parts.registry, reference);
    if (typeof resolved === 'string') violations.push({ field, description: resolved });
    else found.set(field, resolved);
  }
  const [one, other] = [found.get('champion'), found.get('challenger')];
  if (one === undefined || other === undefined) return { violations };
  if (one.kind !== other.kind) {
    const description = `is a model of kind ${other.kind}, and the champion of kind ${one.kind}: compare two of one kind`;
    return { violations: [{ field: 'challenger', description }] };
  }
  const kind = kinds[one.kind];
  if (!isCompared(kind)) return { violations: [{ field: 'challenger', description: kind }] };
  if (kind !== 'ranker' && parts.hasRemoteReranker) {
    const description = 'cannot be compared here: another process has the cross-encoders (stages.reranker)';
    return { violations: [{ field: 'challenger', description }] };
  }
  for (const [field, { reference }] of found) {
    const wrong = await unfit(parts, kind, reference);
    if (wrong !== undefined) violations.push({ field, description: wrong });
  }
  if (violations.length > 0) return { violations };
  return { pair: { kind, champion: one.reference, challenger: other.reference } };
}

interface Resolved {
  readonly reference: string;
  readonly kind: Manifest['kind'];
}

function isCompared(kind: string): kind is ComparedKind {
  return kind === 'ranker' || kind === 'cross-encoder' || kind === 'blend';
}

/** The version that is meant, or why there is none. */
async function resolve(registry: Registry, named: string): Promise<Resolved | string> {
  if (named === '') return 'must be given, as name@version, name@champion or name@shadow';
  try {
    const reference = await registry.resolve(named);
    const entry = (await registry.list()).find((each) => each.reference === reference);
    if (entry === undefined || 'error' in entry) return `${reference} is not valid: weir models list says why`;
    return { reference, kind: entry.manifest.kind };
  } catch (error) {
    if (error instanceof RegistryError) return `there is no model ${named}, or no version of it has this state`;
    throw error;
  }
}

/** Why a model cannot score the candidates of this process. */
async function unfit({ shelf, plan }: PairParts, kind: ComparedKind, reference: string): Promise<string | undefined> {
  try {
    if (kind === 'ranker') await shelf.ranker(reference);
    else if (kind === 'cross-encoder') await shelf.crossEncoder(reference);
    else {
      const blend = await shelf.blend(reference);
      await shelf.crossEncoder(blend.cross_encoder);
      const ranker = modelsOf(plan()).get('ranker.model');
      return blendMisfit(blend, blend.cross_encoder, ranker === undefined ? undefined : await shelf.ranker(ranker));
    }
    return undefined;
  } catch {
    return `${reference} cannot be loaded: weir models verify says why`;
  }
}
