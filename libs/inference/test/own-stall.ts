import { readFileSync } from 'node:fs';

/**
 * The longest that this thread kept its event loop waiting until `stop` is called, in ms, without the time in which it
 * stood ready and the machine ran something else: that is the neighbours' doing. Where the kernel does not account
 * for it (`/proc/thread-self/schedstat`: ns run, ns ready and waiting, slices), waiting counts too.
 */
export function watchOwnStall(): { stop(): number } {
  let longest = 0;
  let last = now();
  const timer = setInterval(() => {
    const next = now();
    longest = Math.max(longest, next.wall - last.wall - (next.waited - last.waited));
    last = next;
  }, 1);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}

function now(): { wall: number; waited: number } {
  return { wall: performance.now(), waited: waitedMs() };
}

function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
