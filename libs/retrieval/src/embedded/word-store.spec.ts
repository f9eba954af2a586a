import { blockWords, WordStore } from './word-store.js';

describe('WordStore', () => {
  it('gives words back, and drops a block that nobody needs', () => {
    const store = new WordStore();
    const length = Math.floor(blockWords * 0.4);
    const filled = (value: number): Uint32Array => new Uint32Array(length).fill(value);
    const addresses = [1, 2, 3].map((value) => store.append(filled(value)));
    expect(addresses.map((address) => store.read(address, length)[length - 1])).toEqual([1, 2, 3]);
    expect(store.sparseBlock()).toBeUndefined();

    store.release(addresses[0]!, length);
    const sparse = store.sparseBlock();
    expect(sparse).toEqual({ from: 0, to: blockWords });
    expect(store.sparseBlock()).toBeUndefined();

    const moved = store.append(store.read(addresses[1]!, length));
    store.release(addresses[1]!, length);
    expect(store.read(moved, length)).toEqual(filled(2));
    expect(() => store.read(addresses[1]!, length)).toThrow();
  });

  it('refuses what no block can hold', () => {
    expect(() => new WordStore().append(new Uint32Array(blockWords + 1))).toThrow('too long to index');
  });
});
