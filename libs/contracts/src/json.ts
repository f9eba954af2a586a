import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { invalidArgument } from './api-error.js';
import { filledFields, httpSchemas } from './generated/http-schemas.js';

/** JSON schemas of every message by name, as OpenAPI's `components.schemas` take them. */
export { filledFields, httpSchemas };

export type MessageName = keyof typeof httpSchemas;

const ajv = new Ajv({ allErrors: true, strict: false });
ajv.addSchema({ $id: 'weir', components: { schemas: httpSchemas } });

/**
 * A JSON value as the message of this name; the message's `fromPartial` then fills in what is not there.
 * @throws ApiError INVALID_ARGUMENT that names every field that is unknown or of the wrong type
 */
export function readJson(name: MessageName, value: unknown): object {
  const validate = ajv.getSchema(`weir#/components/schemas/${name}`) as ValidateFunction;
  if (validate(value)) return value as object;
  throw invalidArgument((validate.errors ?? []).map(violation));
}

function violation(error: ErrorObject): { readonly field: string; readonly description: string } {
  const field = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^[0-9]+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`), '');
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === 'additionalProperties') {
    const unknown = String(params['additionalProperty']);
    return { field: field === '' ? unknown : `${field}.${unknown}`, description: 'there is no such field' };
  }
  const allowed = Array.isArray(params['allowedValues']) ? `: ${params['allowedValues'].join(', ')}` : '';
  return { field, description: `${error.message ?? 'is wrong'}${allowed}` };
}
