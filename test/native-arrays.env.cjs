const { TestEnvironment } = require('jest-environment-node');

/** Gives tests Node's own typed arrays, which native modules (onnxruntime-node) insist on. */
module.exports = class NativeArraysEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    const arrays = [Float32Array, Float64Array, Int8Array, Uint8Array, Int16Array, Uint16Array];
    arrays.push(Int32Array, Uint32Array, BigInt64Array, BigUint64Array);
    for (const array of arrays) this.global[array.name] = array;
  }
};
