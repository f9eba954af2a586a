/** Names of schemas and answers that the HTTP controllers share in the API's document. */
export const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });

export const refusal = {
  status: 400,
  description: 'The request is wrong; every bad field is named.',
  schema: ref('Error'),
};
export const missing = { status: 404, description: 'There is no such thing.', schema: ref('Error') };
export const stale = {
  status: 409,
  description: 'Somebody else wrote since: read again, then write.',
  schema: ref('Error'),
};
export const byKey = { name: 'key', description: 'Key of the set.', schema: { type: 'string' as const } };
