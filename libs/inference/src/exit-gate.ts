/**
 * ONNX Runtime aborts the whole process when its thread is ended in the middle of a run, and `process.exit` ends threads.
 * So a thread says when it is inside a run, and the exit waits for that run and forbids the next.
 */
const inside = 0;
const shut = 1;
const longestRunMs = 2000;

/** Runs `task` inside the gate of this thread; undefined if the process is about to exit. */
export async function throughGate<T>(
  gate: Int32Array<SharedArrayBuffer>,
  task: () => Promise<T>,
): Promise<T | undefined> {
  Atomics.store(gate, inside, 1);
  try {
    return Atomics.load(gate, shut) === 1 ? undefined : await task();
  } finally {
    Atomics.store(gate, inside, 0);
    Atomics.notify(gate, inside);
  }
}

const gates = new Set<Int32Array<SharedArrayBuffer>>();

/** Makes the gate of a new thread. */
export function openGate(): Int32Array<SharedArrayBuffer> {
  if (gates.size === 0) process.on('exit', shutGates);
  const gate = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  gates.add(gate);
  return gate;
}

/** Forgets the gate of a thread that has ended. */
export function removeGate(gate: Int32Array<SharedArrayBuffer>): void {
  if (gates.delete(gate) && gates.size === 0) process.off('exit', shutGates);
}

function shutGates(): void {
  for (const gate of gates) Atomics.store(gate, shut, 1);
  for (const gate of gates) Atomics.wait(gate, inside, 1, longestRunMs);
}
