import type { PartialPlan } from '@weir/cascade';
import { type Document, isMap, parseDocument, Scalar } from 'yaml';

/** A Plan as it is written down. */
export interface ChosenPlan {
  /** What is not the default. */
  readonly plan: PartialPlan;
  /** Settings that were chosen, keys joined by dots: one that `plan` lacks is the default, and is taken out. */
  readonly settings: readonly string[];
  /** Stands above a section that was not there before. */
  readonly comment: string;
}

/**
 * The text of a `weir.yaml` (empty: a new one) with the Plan in its `plan` section. Everything else stays, comments too.
 * @throws Error where the text is not one that settings can be read from
 */
export function withPlanSection(text: string, { plan, settings, comment }: ChosenPlan): string {
  const document = parseSettings(text);
  if (!isMap(document.get('plan'))) {
    document.delete('plan');
    const key = new Scalar('plan');
    key.commentBefore = comment.replaceAll(/^/gm, ' ');
    document.add(document.createPair(key, {}));
  }
  const leaves = leavesOf(plan, []);
  const named = new Set(leaves.map(({ keys }) => keys.join('.')));
  for (const setting of settings) if (!named.has(setting)) remove(document, ['plan', ...setting.split('.')]);
  for (const { keys, value } of leaves) put(document, ['plan', ...keys], value);
  return document.toString({ lineWidth: 0 });
}

/** Throws where the text is not YAML, or where its `plan` is not a group of settings. */
export function parseSettings(text: string): Document {
  const document: Document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new Error(`it is not YAML: ${error.message.split('\n')[0]!}`);
  document.contents ??= document.createNode({});
  if (!isMap(document.contents)) throw new Error('it must hold settings as `key: value` lines');
  const plan: unknown = document.get('plan');
  if (plan !== undefined && plan !== null && !isMap(plan)) throw new Error('its `plan` is not a group of settings');
  return document;
}

function put(document: Document, keys: readonly string[], value: unknown): void {
  for (const group of groupsAbove(keys)) {
    // `ranker:` with nothing behind it is a group too.
    if (document.hasIn(group) && !isMap(document.getIn(group))) document.deleteIn(group);
  }
  document.setIn(keys, value);
}

/** Takes out a setting, and the groups that are empty without it. */
function remove(document: Document, keys: readonly string[]): void {
  const groups = groupsAbove(keys);
  if (!groups.every((group) => isMap(document.getIn(group))) || !document.deleteIn(keys)) return;
  for (const group of groups.slice(1).reverse()) {
    const left = document.getIn(group);
    if (isMap(left) && left.items.length === 0) document.deleteIn(group);
  }
}

/** Of `[a, b, c]`: `[a]` and `[a, b]`. */
function groupsAbove(keys: readonly string[]): readonly (readonly string[])[] {
  return keys.slice(1).map((_, at) => keys.slice(0, at + 1));
}

function leavesOf(value: unknown, keys: readonly string[]): { keys: readonly string[]; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ keys, value }];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...keys, key]));
}
