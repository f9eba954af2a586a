import { TreeModelError } from '../errors.js';
import type { UbjValue } from './ubj.js';

/** A place in a decoded XGBoost model, so that an error can say which field is wrong. */
export class JsonValue {
  constructor(
    private readonly value: UbjValue | undefined,
    readonly path: string,
    private readonly tree?: number,
  ) {}

  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  field(key: string): JsonValue {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.malformed('is no object');
    return new JsonValue(Object.hasOwn(value, key) ? value[key] : undefined, `${this.path}.${key}`, this.tree);
  }

  items(): JsonValue[] {
    if (!Array.isArray(this.value)) throw this.malformed('is no array');
    return this.value.map((item, index) => new JsonValue(item, `${this.path}[${index}]`, this.tree));
  }

  /** The same value, its errors naming a tree. */
  ofTree(tree: number): JsonValue {
    return new JsonValue(this.value, this.path, tree);
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.malformed('is no text');
    return this.value;
  }

  /** XGBoost writes the numbers of its parameter blocks as text. */
  integer(lowest: number, highest: number): number {
    const value = typeof this.value === 'string' && this.value !== '' ? Number(this.value) : this.value;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < lowest || value > highest) {
      throw this.malformed(`is not an integer from ${lowest} to ${highest}`);
    }
    return value;
  }

  /** `count` numbers (any amount when it is not given). Old versions write flags as true and false. */
  numbers(count?: number): Float64Array {
    const { value } = this;
    if (!Array.isArray(value)) throw this.malformed('is no array');
    if (count !== undefined && value.length !== count) {
      throw this.malformed(`has ${value.length} values instead of ${count}`);
    }
    return Float64Array.from(value, (item) => {
      if (typeof item === 'boolean') return Number(item);
      if (typeof item !== 'number') throw this.malformed('has a value that is no number');
      return item;
    });
  }

  integers(count?: number): Float64Array {
    const numbers = this.numbers(count);
    if (!numbers.every((value) => Number.isInteger(value) && Math.abs(value) <= 2 ** 31)) {
      throw this.malformed('has a value that is no 32-bit integer');
    }
    return numbers;
  }

  malformed(what: string): TreeModelError {
    const remedy = 'The file is damaged or not a model: save it again with Booster.save_model.';
    const at = this.tree === undefined ? undefined : { tree: this.tree };
    return new TreeModelError('malformed', `In the XGBoost model, ${this.path} ${what}. ${remedy}`, at);
  }

  unsupported(what: string, remedy: string): TreeModelError {
    const at = this.tree === undefined ? undefined : { tree: this.tree };
    return new TreeModelError('unsupported', `The XGBoost model uses ${what}, which is not supported. ${remedy}`, at);
  }
}
