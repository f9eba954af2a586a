const { stderr } = process;
const quietMs = 5000;
let toldAt = -Infinity;

/** Says what is being done, on one line of the terminal that is rewritten; where nobody watches, a line now and then. */
export function tell(text: string): void {
  if (stderr.isTTY) {
    stderr.write(`\r\u001b[2K${text}`);
    return;
  }
  if (text === '' || performance.now() - toldAt < quietMs) return;
  toldAt = performance.now();
  stderr.write(`${text}\n`);
}
