// Finds Prometheus and its promtool for the tests, or gets them: node_modules/.cache/prometheus/ leads to both.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

const programs = ['prometheus', 'promtool'];

/**
 * On the PATH, else out of Debian's package, which is unpacked and not installed: no service is started.
 * @param {string} root the project's root
 * @returns {Promise<string>} the version; rejects with what was tried and what to do
 */
export async function prometheusServer(root) {
  const folder = path.join(root, 'node_modules', '.cache', 'prometheus');
  await mkdir(folder, { recursive: true });
  const tried = [];
  for (const find of [onPath, unpackedBefore, ofDebian]) {
    const { found, problem } = await find(folder);
    const version = found && versionOf(found);
    if (version !== undefined) {
      for (const name of programs) {
        const link = path.join(folder, name);
        if (found[name] === link) continue;
        await rm(link, { force: true });
        await symlink(found[name], link);
      }
      return version;
    }
    tried.push(problem ?? `${found.prometheus} does not run`);
  }
  throw new Error(
    `the tests need Prometheus and promtool: install prometheus and run again. Tried:\n${tried.join('\n')}`,
  );
}

/** Of both programs, the first line that Prometheus says; undefined where one of them does not run. */
function versionOf(found) {
  const said = programs.map((name) => spawnSync(found[name], ['--version'], { encoding: 'utf8' }));
  // Older ones say it on standard error.
  return said.every(({ status }) => status === 0) ? (said[0].stdout || said[0].stderr).split('\n')[0] : undefined;
}

function onPath() {
  const found = {};
  for (const name of programs) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status !== 0) return { problem: `no ${name} on the PATH` };
    found[name] = stdout.trim();
  }
  return { found };
}

function unpackedBefore(folder) {
  const found = foundIn(path.join(folder, 'debian'));
  return found === undefined ? { problem: 'none was unpacked before' } : { found };
}

async function ofDebian(folder) {
  const apt = (args, cwd = folder) =>
    spawnSync('apt-get', args, { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, timeout: 300_000 });
  const download = await mkdtemp(path.join(folder, 'download-'));
  try {
    let got = apt(['download', 'prometheus'], download);
    if (got.status !== 0 && process.getuid?.() === 0) {
      // The list of packages may never have been fetched, or name a version that is gone.
      apt(['update']);
      got = apt(['download', 'prometheus'], download);
    }
    const [file] = readdirSync(download);
    if (got.status !== 0 || file === undefined) return { problem: `apt-get: ${got.error?.message ?? got.stderr}` };
    const target = path.join(folder, 'debian');
    const unpacked = spawnSync('dpkg-deb', ['--extract', path.join(download, file), target], { encoding: 'utf8' });
    const found = unpacked.status === 0 ? foundIn(target) : undefined;
    return found === undefined ? { problem: `dpkg-deb: ${unpacked.error?.message ?? unpacked.stderr}` } : { found };
  } finally {
    await rm(download, { recursive: true });
  }
}

function foundIn(folder) {
  const found = Object.fromEntries(programs.map((name) => [name, path.join(folder, 'usr', 'bin', name)]));
  return Object.values(found).every((program) => existsSync(program)) ? found : undefined;
}
