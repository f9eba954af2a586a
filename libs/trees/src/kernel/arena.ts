const PAGE = 65536;

/** Hands out the kernel's memory from the bottom up. Nothing is freed but what follows `mark`. */
export class Arena {
  constructor(
    readonly memory: WebAssembly.Memory,
    private top: number,
  ) {}

  get end(): number {
    return this.top;
  }

  /** Address of `bytes` new bytes, on a 64-byte line. The memory may move: views taken before are then dead. */
  take(bytes: number): number {
    const address = Math.ceil(this.top / 64) * 64;
    this.top = address + bytes;
    const missing = this.top - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return address;
  }

  /** Gives back everything from `address` on. */
  rewind(address: number): void {
    this.top = address;
  }

  bytes(values: Uint8Array): number {
    const address = this.take(values.length);
    new Uint8Array(this.memory.buffer).set(values, address);
    return address;
  }

  u32(values: ArrayLike<number>): number {
    const address = this.take(values.length * 4);
    new Uint32Array(this.memory.buffer, address, values.length).set(values);
    return address;
  }

  f64(values: ArrayLike<number>): number {
    const address = this.take(values.length * 8);
    new Float64Array(this.memory.buffer, address, values.length).set(values);
    return address;
  }
}
