// Preloaded (node --require): a wall clock that jumps by as many ms as the file named in CHAOS_CLOCK says, from SIGUSR2 on.
// The monotonic clock (performance.now, timers) goes on as it does when a machine's clock is set.
const { readFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const RealDate = Date;
let offset = 0;
const now = () => RealDate.now() + offset;

class JumpingDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }

  static now() {
    return now();
  }
}
globalThis.Date = JumpingDate;

const file = process.env.CHAOS_CLOCK;
if (isMainThread && file) {
  process.on('SIGUSR2', () => {
    offset = Number(readFileSync(file, 'utf8'));
  });
}
