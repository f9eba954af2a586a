import type { IndexSchema } from '@weir/catalogue';

/** What a field is to a shopper, whatever a catalogue calls it. */
export const roles = ['title', 'text', 'brand', 'category', 'attributes'] as const;
export type Role = (typeof roles)[number];

/** Indices into the schema's fields by role; every field that has no role of its own is `text`. */
export function fieldsByRole({ fields }: IndexSchema): Readonly<Record<Role, readonly number[]>> {
  const indices: Record<Role, number[]> = { title: [], text: [], brand: [], category: [], attributes: [] };
  fields.forEach((field, index) => {
    indices[isRole(field) ? field : 'text'].push(index);
  });
  return indices;
}

function isRole(field: string): field is Role {
  return (roles as readonly string[]).includes(field);
}
