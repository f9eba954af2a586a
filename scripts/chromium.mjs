import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is for the tests of the console; installed from Debian's packages where there is none. */
export async function chromium() {
  const found = [process.env.CHROMIUM_PATH, ...places].find((place) => place !== undefined && existsSync(place));
  if (found !== undefined) return found;
  await run('apt-get', ['update', '-qq']).catch(() => undefined);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error) => {
    throw new Error(
      `Chromium is not there and cannot be installed; install it, or set CHROMIUM_PATH: ${error.message}`,
    );
  });
  return places.find((place) => existsSync(place)) ?? 'chromium';
}
