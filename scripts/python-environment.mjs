// Makes `.venv` with what the tests need of Python (models/requirements-test.txt); does nothing when it is current.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** @param {string} root the project's root @returns {Promise<void>} rejects with what to do when Python is missing or a package cannot be installed */
export async function pythonEnvironment(root) {
  const folder = path.join(root, '.venv');
  const requirements = path.join(root, 'models', 'requirements-test.txt');
  const stamp = path.join(folder, 'requirements.sha256');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  if (!existsSync(path.join(folder, 'bin', 'python'))) {
    const program = ['python3.11', 'python3'].find((name) => spawnSync(name, ['--version']).status === 0);
    if (program === undefined)
      throw new Error('Python 3.11 or later is needed for the tests: install python3 and run npm test again');
    run(program, ['-m', 'venv', folder]);
  }
  run(path.join(folder, 'bin', 'python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '-r',
    requirements,
  ]);
  await writeFile(stamp, wanted);
}

function run(program, args) {
  const { status, stderr, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
