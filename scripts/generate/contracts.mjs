import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './run.mjs';

/** TypeScript of the protos, and the JSON schemas of their messages for the HTTP twin and its OpenAPI document. */
export async function contracts(root) {
  const buf = path.join(root, 'node_modules', '.bin', 'buf');
  run(buf, ['generate'], root);
  const image = JSON.parse(run(buf, ['build', '-o', '-#format=json'], root));
  const schemas = {};
  const filled = {};
  for (const file of image.file.filter((candidate) => candidate.package === 'weir.v1')) {
    const comments = commentsOf(file);
    (file.messageType ?? []).forEach((message, index) => {
      schemas[message.name] = messageSchema(message, [4, index], comments);
      filled[message.name] = (message.field ?? []).filter(isAlwaysThere).map(({ name }) => name);
    });
    (file.enumType ?? []).forEach((type, index) => (schemas[type.name] = enumSchema(type, [5, index], comments)));
  }
  const sorted = (byName) =>
    JSON.stringify(Object.fromEntries(Object.entries(byName).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2);
  const text = [
    '// Generated from libs/contracts/proto by `npm run generate`: JSON schemas of the messages.',
    `export const httpSchemas = ${sorted(schemas)} as const;`,
    '/** Fields that an answer always has. */',
    `export const filledFields: Readonly<Record<string, readonly string[]>> = ${sorted(filled)};`,
    '',
  ].join('\n');
  await writeFile(path.join(root, 'libs/contracts/src/generated/http-schemas.ts'), text);
}

/** Leading comments by path in the descriptor, e.g. "4,0,2,1" for field 1 of message 0. */
function commentsOf(file) {
  const located = (file.sourceCodeInfo?.location ?? []).filter(({ leadingComments }) => leadingComments);
  return new Map(
    located.map(({ path: where, leadingComments }) => [
      where.join(),
      leadingComments
        .split('\n')
        .map((line) => line.trim())
        .join(' ')
        .trim(),
    ]),
  );
}

function messageSchema(message, where, comments) {
  const maps = new Map(
    (message.nestedType ?? []).filter(({ options }) => options?.mapEntry).map((entry) => [entry.name, entry]),
  );
  const properties = {};
  (message.field ?? []).forEach((field, index) => {
    properties[field.name] = { description: comments.get([...where, 2, index].join()), ...fieldSchema(field, maps) };
  });
  return { type: 'object', description: comments.get(where.join()), properties, additionalProperties: false };
}

/** An answer has every field but those that may be absent by their kind. */
function isAlwaysThere({ label, type, proto3Optional, oneofIndex }) {
  if (label === 'LABEL_REPEATED') return true;
  return proto3Optional !== true && oneofIndex === undefined && type !== 'TYPE_MESSAGE';
}

function enumSchema(type, where, comments) {
  const meanings = type.value.map(({ name }, index) => `\`${name}\`: ${comments.get([...where, 2, index].join())}`);
  return {
    type: 'string',
    description: `${comments.get(where.join())} ${meanings.join(' ')}`,
    enum: type.value.map(({ name }) => name),
  };
}

function fieldSchema(field, maps) {
  const map = maps.get(field.typeName?.split('.').at(-1));
  if (map !== undefined) return { type: 'object', additionalProperties: typeSchema(map.field[1]) };
  return field.label === 'LABEL_REPEATED' ? { type: 'array', items: typeSchema(field) } : typeSchema(field);
}

function typeSchema({ type, typeName }) {
  switch (type) {
    case 'TYPE_STRING':
      return { type: 'string' };
    case 'TYPE_BOOL':
      return { type: 'boolean' };
    case 'TYPE_BYTES':
      return { type: 'string', contentEncoding: 'base64' };
    case 'TYPE_DOUBLE':
      return { type: 'number' };
    case 'TYPE_INT32':
      return { type: 'integer', minimum: -2147483648, maximum: 2147483647 };
    case 'TYPE_UINT32':
      return { type: 'integer', minimum: 0, maximum: 4294967295 };
    case 'TYPE_INT64':
      return { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
    case 'TYPE_MESSAGE':
      if (typeName === '.google.protobuf.Struct') return { type: 'object', additionalProperties: true };
    // falls through
    case 'TYPE_ENUM':
      return { $ref: `#/components/schemas/${typeName.split('.').at(-1)}` };
    default:
      throw new Error(`no JSON schema is known for the type ${type}`);
  }
}
