import { Decision, type Tree, type TreeEnsemble } from '../ensemble.js';

/** Thresholds that one byte can rank a value among. */
const MOST_THRESHOLDS = 255;

/** What becomes of a missing value, as the kernel numbers it (`assembly/model.ts`). */
export const ColumnKind = { nanIsZero: 0, nanIsLowest: 1, hasMissingCode: 2, category: 3 } as const;

/**
 * A feature seen through one way of treating missing values, or one set of categories, so that every node of the model
 * becomes "code > rank goes right" for the code of one column.
 */
export interface VirtualColumn {
  readonly feature: number;
  readonly kind: (typeof ColumnKind)[keyof typeof ColumnKind];
  /** Ascending; the code of a value is the number of them that are below it. Empty for a category. */
  readonly thresholds: readonly number[];
  readonly missingCode: number;
  readonly zeroIsMissing: boolean;
  readonly categories: Uint32Array;
  /** Code of a member of `categories`; others get the other of 0 and 1. */
  readonly memberCode: 0 | 1;
}

/** The columns of a model, and for each node of each tree its column and rank. */
export interface VirtualColumns {
  readonly columns: readonly VirtualColumn[];
  readonly tests: readonly { readonly column: Int32Array; readonly rank: Uint8Array }[];
}

/** A column in the making: all thresholds of one feature under one treatment, however many. */
interface Draft {
  readonly place: Omit<VirtualColumn, 'thresholds' | 'missingCode'>;
  readonly missingRight: boolean;
  readonly thresholds: Set<number>;
}

/** Resolves missing values and categories once a row instead of once a node. */
export function virtualise(ensemble: TreeEnsemble): VirtualColumns {
  const drafts = new Map<string, Draft>();
  const keys = ensemble.trees.map((tree) =>
    Array.from(tree.feature, (_, node) => {
      const { key, draft } = draftOf(tree, node);
      const known = drafts.get(key) ?? draft;
      if (known === draft) drafts.set(key, draft);
      known.thresholds.add(tree.threshold[node]!);
      return key;
    }),
  );
  const columns: VirtualColumn[] = [];
  const ranked = new Map<string, Ranks>();
  for (const [key, draft] of drafts) ranked.set(key, finish(draft, columns));
  const tests = ensemble.trees.map((tree, t) => {
    const places = keys[t]!.map((key, node) => ranked.get(key)!(tree.threshold[node]!));
    return {
      column: Int32Array.from(places, ({ column }) => column),
      rank: Uint8Array.from(places, ({ rank }) => rank),
    };
  });
  return { columns, tests };
}

function draftOf(tree: Tree, node: number): { key: string; draft: Draft } {
  const decision = tree.decision[node]!;
  const feature = tree.feature[node]!;
  const defaultLeft = (decision & Decision.defaultLeft) !== 0;
  const shared = { feature, zeroIsMissing: false, categories: new Uint32Array(0), memberCode: 0 as const };
  const draft = (place: Draft['place'], missingRight: boolean): Draft => ({
    place,
    missingRight,
    thresholds: new Set(),
  });
  if ((decision & Decision.categorical) !== 0) {
    const categories = tree.categorySets[tree.category[node]!]!;
    const memberCode = (decision & Decision.membersRight) !== 0 ? 1 : 0;
    const key = `${feature} in ${memberCode} ${defaultLeft} ${categories.join(' ')}`;
    return { key, draft: draft({ ...shared, kind: ColumnKind.category, categories, memberCode }, !defaultLeft) };
  }
  if ((decision & Decision.zeroIsMissing) !== 0) {
    const place = { ...shared, kind: ColumnKind.hasMissingCode, zeroIsMissing: true };
    return { key: `${feature} zero ${defaultLeft}`, draft: draft(place, !defaultLeft) };
  }
  if ((decision & Decision.nanIsMissing) !== 0) {
    const kind = defaultLeft ? ColumnKind.nanIsLowest : ColumnKind.hasMissingCode;
    return { key: `${feature} nan ${defaultLeft}`, draft: draft({ ...shared, kind }, !defaultLeft) };
  }
  return { key: `${feature}`, draft: draft({ ...shared, kind: ColumnKind.nanIsZero }, false) };
}

type Ranks = (threshold: number) => { column: number; rank: number };

/** Adds the draft's columns, as many as its thresholds need, and gives each threshold its place in them. */
function finish(draft: Draft, columns: VirtualColumn[]): Ranks {
  const first = columns.length;
  if (draft.place.kind === ColumnKind.category) {
    columns.push({ ...draft.place, thresholds: [], missingCode: draft.missingRight ? 1 : 0 });
    return () => ({ column: first, rank: 0 });
  }
  const thresholds = [...draft.thresholds].sort((a, b) => a - b);
  const order = new Map(thresholds.map((threshold, i) => [threshold, i]));
  for (let from = 0; from < thresholds.length; from += MOST_THRESHOLDS) {
    const slice = thresholds.slice(from, from + MOST_THRESHOLDS);
    columns.push({ ...draft.place, thresholds: slice, missingCode: draft.missingRight ? slice.length : 0 });
  }
  return (threshold) => {
    const i = order.get(threshold)!;
    return { column: first + Math.floor(i / MOST_THRESHOLDS), rank: i % MOST_THRESHOLDS };
  };
}
