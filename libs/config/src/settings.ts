import { z } from 'zod';

/** One setting that a file, a variable or a flag can give: a leaf of the schema. */
export interface Setting {
  /** Keys from the root, e.g. `['http', 'port']`. */
  readonly path: readonly string[];
  /** Its environment variable, e.g. `WEIR_HTTP_PORT`: the path in capitals, joined by one underscore. */
  readonly variable: string;
  /** For people: `integer 0..65535`, `text`, `one of bm25, dense, hybrid`, ... */
  readonly type: string;
  readonly description: string;
  /** As written in the schema; undefined where there is none. */
  readonly default: unknown;
  readonly secret: boolean;
  /** A variable that other programs read too, which counts where no other source gives the setting. */
  readonly standard?: string;
  /** Whether a text given by a variable or a flag is taken as it stands, rather than read as a YAML value. */
  readonly text: boolean;
}

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly secret?: boolean;
  readonly standard?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Every setting of a schema, in its order. */
export function settingsOf(schema: z.ZodType): readonly Setting[] {
  return leaves(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, []);
}

/** Keys that may stand in the object at `path`, for naming the nearest one to a key that may not. */
export function keysAt(schema: z.ZodType, path: readonly string[]): readonly string[] {
  let here: JsonSchema = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  for (const key of path) {
    const next = propertiesOf(here)[key];
    if (next === undefined) return [];
    here = next;
  }
  return Object.keys(propertiesOf(here));
}

function leaves(schema: JsonSchema, path: readonly string[], inherited?: unknown): readonly Setting[] {
  const properties = Object.entries(propertiesOf(schema));
  // What the group's own default says of a setting wins over the setting's.
  const fallback = inherited === undefined ? schema.default : inherited;
  if (properties.length === 0) return [setting(schema, path, fallback)];
  return properties.flatMap(([key, child]) => {
    const given =
      typeof fallback === 'object' && fallback !== null ? (fallback as Record<string, unknown>)[key] : undefined;
    return leaves(child, [...path, key], given);
  });
}

/** Properties of an object; of a choice between objects, those of all of them. */
function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const merged: Record<string, JsonSchema> = { ...schema.properties };
  for (const choice of schema.anyOf ?? schema.oneOf ?? []) {
    for (const [key, child] of Object.entries(propertiesOf(choice))) {
      const known = merged[key];
      merged[key] =
        known?.const !== undefined && child.const !== undefined
          ? { ...known, enum: [...(known.enum ?? [known.const]), child.const] }
          : (known ?? child);
    }
  }
  return merged;
}

function setting(schema: JsonSchema, path: readonly string[], fallback: unknown): Setting {
  const branches = (schema.anyOf ?? [schema]).filter((branch) => branch.type !== 'null');
  const only = branches[0] ?? schema;
  return {
    path,
    variable: `WEIR_${path.join('_').toUpperCase()}`,
    type: branches.map(typeOf).join(' or ') + (branches.length < (schema.anyOf?.length ?? 1) ? ' or null' : ''),
    description: schema.description ?? '',
    default: fallback,
    secret: schema.secret ?? false,
    ...(schema.standard !== undefined && { standard: schema.standard }),
    text: branches.length === 1 && only.type === 'string' && schema.anyOf === undefined,
  };
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum !== undefined) return `one of ${schema.enum.map(String).join(', ')}`;
  switch (schema.type) {
    case 'integer':
    case 'number':
      return `${schema.type} ${schema.minimum ?? (schema.exclusiveMinimum === undefined ? '' : `>${schema.exclusiveMinimum}`)}..${schema.maximum ?? ''}`;
    case 'string':
      return 'text';
    case 'array':
      return `list of ${schema.items === undefined ? 'anything' : typeOf(schema.items)}`;
    case 'object':
      return 'table';
    default:
      return schema.type ?? 'anything';
  }
}
