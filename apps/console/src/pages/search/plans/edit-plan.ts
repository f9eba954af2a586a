import { isObject, type PartialPlan } from './presets';

/** A setting of a Plan that two Plans differ in. */
export interface PlanChange {
  /** Its path, e.g. `retrieval.mode`. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** The value at a path of a document; undefined where there is none. */
export function valueAt(document: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), document);
}

/** The document with another value at a path; undefined takes the setting out, and what is empty then with it. */
export function withValue(document: PartialPlan, path: string, value: unknown): PartialPlan {
  const [key = '', ...rest] = path.split('.');
  const before = document[key];
  const member = rest.length === 0 ? value : withValue(isObject(before) ? before : {}, rest.join('.'), value);
  const others = Object.entries(document).filter(([name]) => name !== key);
  const isEmpty = member === undefined || (isObject(member) && Object.keys(member).length === 0);
  if (isEmpty) return Object.fromEntries(others);
  // Where it stood, so that the text of the document does not jump.
  if (key in document)
    return Object.fromEntries(Object.entries(document).map(([name, old]) => [name, name === key ? member : old]));
  return { ...document, [key]: member };
}

/** What a partial Plan changes in a whole one. */
export function changesOf(partial: PartialPlan, base: unknown, path = ''): readonly PlanChange[] {
  return Object.entries(partial).flatMap(([key, to]): readonly PlanChange[] => {
    const at = path === '' ? key : `${path}.${key}`;
    const from = isObject(base) ? base[key] : undefined;
    if (isObject(to)) return changesOf(to, from, at);
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path: at, from, to }];
  });
}

/** A setting's value for people. */
export function shown(value: unknown): string {
  if (value === undefined) return '–';
  if (value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
