import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/**
 * Registers tests that read a real data set in place. `body` gets the set's folder. Where the set is not there (a
 * stranger's clone does not have it) the tests are left out and one line says so.
 */
export function describeWithData(set: string, body: (folder: string) => void): void {
  const folder = path.resolve(root, '../shared/data', set);
  if (existsSync(folder)) {
    describe(set, () => {
      body(folder);
    });
    return;
  }
  console.info(`The tests on "${set}" are left out: ${path.relative(root, folder)} is not there.`);
  // Jest refuses a file without a test.
  it(`has no data set ${set} to test on`, () => {
    expect(existsSync(folder)).toBe(false);
  });
}
