import type { Product } from '@weir/catalogue';
import { fold } from '@weir/text';
import { filterableValues } from '../filterable-values.js';

/**
 * The values that filters and facets know: brand, category levels and attributes. Values are compared folded (case and
 * diacritics do not count) and shown as first seen. A value is an ordinal; a product holds a list of them.
 */
export class ValueDictionary {
  private readonly ordinals = new Map<string, number>();
  /** Index into `fields` by ordinal. */
  readonly fieldOf: number[] = [];
  readonly shown: string[] = [];
  readonly fields: string[] = [];

  get size(): number {
    return this.shown.length;
  }

  /** Ordinals of all values of a product. */
  valuesOf(product: Product): Uint32Array {
    const values = new Set<number>();
    for (const [field, value] of filterableValues(product)) values.add(this.intern(field, value));
    return Uint32Array.from(values);
  }

  intern(field: string, value: string): number {
    const key = `${field}\u0000${fold(value)}`;
    const known = this.ordinals.get(key);
    if (known !== undefined) return known;
    const ordinal = this.shown.length;
    let index = this.fields.indexOf(field);
    if (index < 0) index = this.fields.push(field) - 1;
    this.ordinals.set(key, ordinal);
    this.fieldOf.push(index);
    this.shown.push(value);
    return ordinal;
  }

  /** Takes over the values of a snapshot. Only for an empty dictionary. */
  adopt(fields: readonly string[], fieldOf: Uint32Array, shown: readonly string[]): void {
    this.fields.push(...fields);
    shown.forEach((value, ordinal) => {
      this.ordinals.set(`${fields[fieldOf[ordinal]!]!}\u0000${fold(value)}`, ordinal);
      this.fieldOf.push(fieldOf[ordinal]!);
      this.shown.push(value);
    });
  }

  /** Ordinal of a value, or -1. */
  find(field: string, value: string): number {
    return this.ordinals.get(`${field}\u0000${fold(value)}`) ?? -1;
  }
}
