import type { Overlay } from './definition';

/** What a setting of a Plan may be, from the Plan's JSON schema. */
export interface Setting {
  readonly type: 'number' | 'string' | 'boolean' | 'object';
  readonly nullable: boolean;
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly whole: boolean;
  readonly about: string;
}

type Schema = Readonly<Record<string, unknown>>;

/** Undefined where a Plan has no such setting. */
export function settingAt(schema: Schema, path: string): Setting | undefined {
  const found = path.split('.').reduce<Schema | undefined>((at, name) => at && memberOf(at, name), schema);
  if (found === undefined) return undefined;
  const parts = [found, ...alternatives(found)];
  const first = (name: string): unknown => parts.find((part) => part[name] !== undefined)?.[name];
  const types = parts.map((part) => part['type']);
  const choices = first('enum') as readonly string[] | undefined;
  const isNumber = types.includes('number') || types.includes('integer');
  const type = types.includes('boolean')
    ? 'boolean'
    : isNumber
      ? 'number'
      : types.includes('object')
        ? 'object'
        : 'string';
  const minimum = (first('minimum') ?? first('exclusiveMinimum')) as number | undefined;
  const maximum = first('maximum') as number | undefined;
  return {
    type,
    nullable: types.includes('null'),
    ...(choices !== undefined && { choices }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    whole: types.includes('integer'),
    about: (first('description') ?? '') as string,
  };
}

/** The value at a dotted path; undefined where there is none. */
export function valueAt(plan: Overlay, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), plan);
}

/** The Plan with another value at a path; undefined takes it out, and what is empty then. */
export function withValue(plan: Overlay, path: string, value: unknown): Overlay {
  const [name = '', ...rest] = path.split('.');
  const under = plan[name];
  const inner = rest.length === 0 ? value : withValue(isObject(under) ? under : {}, rest.join('.'), value);
  const gone = inner === undefined || (rest.length > 0 && isObject(inner) && Object.keys(inner).length === 0);
  if (gone) return Object.fromEntries(Object.entries(plan).filter(([key]) => key !== name));
  return { ...plan, [name]: inner };
}

/** Dotted paths of what a partial Plan names. */
export function pathsOf(plan: unknown, under = ''): readonly string[] {
  if (!isObject(plan)) return under === '' ? [] : [under];
  return Object.entries(plan).flatMap(([name, value]) => pathsOf(value, under === '' ? name : `${under}.${name}`));
}

/** A setting's value for people. */
export function shownValue(value: unknown): string {
  if (value === null) return 'off';
  if (value === undefined) return 'not set';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function memberOf(schema: Schema, name: string): Schema | undefined {
  for (const part of [schema, ...alternatives(schema)]) {
    const properties = part['properties'];
    if (isObject(properties) && isObject(properties[name])) return properties[name];
  }
  return undefined;
}

function alternatives(schema: Schema): readonly Schema[] {
  const all = [schema['anyOf'], schema['oneOf']].flatMap((list) => (Array.isArray(list) ? (list as Schema[]) : []));
  return all.flatMap((each) => [each, ...alternatives(each)]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
