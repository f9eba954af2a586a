import type { Token } from '@weir/text';
import { grown } from '../grow.js';

/** Terms of a snapshot by ordinal, and their forms. */
export interface AdoptedTerms {
  readonly hashes: Uint32Array;
  readonly frequencies: Uint32Array;
  readonly terms: readonly string[];
  readonly forms: readonly string[];
  readonly formTerms: Uint32Array;
}

/**
 * Terms of the index by ordinal. Terms are told apart by their 32-bit hash alone, as in `ProductState`, so that scores
 * computed from states agree with the index to the last bit.
 */
export class Dictionary {
  /** Hash by ordinal. */
  hashes: Uint32Array = new Uint32Array(1024);
  /** Live products that contain the term in any field, by ordinal. */
  frequencies: Uint32Array = new Uint32Array(1024);
  readonly terms: string[] = [];
  /** Surface forms ("running"), and the ordinal of the term ("run") of each. Every term has at least one. */
  readonly forms: string[] = [];
  readonly formTerms: number[] = [];
  private readonly formIndex = new Map<string, number>();
  /** Ordinal + 1 by open addressing on the hash; 0 is empty. */
  private table = new Uint32Array(4096);

  get size(): number {
    return this.terms.length;
  }

  /** Ordinal of the term with this hash, or -1. */
  find(hash: number): number {
    const mask = this.table.length - 1;
    for (let at = spread(hash) & mask; ; at = (at + 1) & mask) {
      const found = this.table[at]!;
      if (found === 0) return -1;
      if (this.hashes[found - 1] === hash) return found - 1;
    }
  }

  /** Ordinal of the term of this surface form, or -1. */
  findForm(form: string): number {
    const index = this.formIndex.get(form);
    return index === undefined ? -1 : this.formTerms[index]!;
  }

  /** Ordinal of the token's term, given one if it is new. */
  intern({ hash, term, form }: Pick<Token, 'hash' | 'term' | 'form'>): number {
    const known = this.find(hash);
    const ordinal = known >= 0 ? known : this.add(hash, term);
    if (!this.formIndex.has(form)) this.addForm(form, ordinal);
    return ordinal;
  }

  private addForm(form: string, ordinal: number): void {
    this.formIndex.set(form, this.forms.length);
    this.forms.push(form);
    this.formTerms.push(ordinal);
  }

  private add(hash: number, term: string): number {
    const ordinal = this.terms.length;
    if (ordinal >= this.hashes.length) {
      this.hashes = grown(this.hashes, ordinal + 1);
      this.frequencies = grown(this.frequencies, ordinal + 1);
    }
    this.hashes[ordinal] = hash;
    this.terms.push(term);
    if (this.terms.length * 2 > this.table.length) this.rehash();
    else this.place(ordinal);
    return ordinal;
  }

  /** Takes over the terms of a snapshot. Only for an empty dictionary. */
  adopt({ hashes, frequencies, terms, forms, formTerms }: AdoptedTerms): void {
    this.hashes = hashes;
    this.frequencies = frequencies;
    for (const term of terms) this.terms.push(term);
    forms.forEach((form, index) => {
      this.addForm(form, formTerms[index]!);
    });
    this.rehash();
  }

  private rehash(): void {
    let size = this.table.length;
    while (size < this.terms.length * 4) size *= 2;
    this.table = new Uint32Array(size);
    for (let ordinal = 0; ordinal < this.terms.length; ordinal += 1) this.place(ordinal);
  }

  private place(ordinal: number): void {
    const mask = this.table.length - 1;
    let at = spread(this.hashes[ordinal]!) & mask;
    while (this.table[at] !== 0) at = (at + 1) & mask;
    this.table[at] = ordinal + 1;
  }
}

/** FNV's low bits are weak for short terms. */
function spread(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 0;
}
