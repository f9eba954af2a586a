// The part of WebAssembly's JavaScript interface (w3.org/TR/wasm-js-api-2) that the kernel uses. Node has it; its type
// package leaves it to TypeScript's browser library, which brings a window and a document along.
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  interface Instance {
    readonly exports: unknown;
  }
  /** Opaque: only `Instance` looks inside. */
  type Module = object;
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new (module: Module, imports: Record<string, never>) => Instance;
  function validate(bytes: Uint8Array): boolean;
}
