// Makes `.venv` with what `models/` and the tests need of Python; does nothing when it is current.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** @param {string} root the project's root @returns {Promise<void>} rejects with what to do when Python is missing or a package cannot be installed */
export async function pythonEnvironment(root) {
  const folder = path.join(root, '.venv');
  const models = path.join(root, 'models');
  const stamp = path.join(folder, 'requirements.sha256');
  const hash = createHash('sha256');
  for (const file of ['requirements.txt', 'requirements-torch.txt', 'requirements-test.txt', 'install_torch.py']) {
    hash.update(await readFile(path.join(models, file)));
  }
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  if (!existsSync(path.join(folder, 'bin', 'python'))) {
    const program = ['python3.11', 'python3'].find((name) => spawnSync(name, ['--version']).status === 0);
    if (program === undefined)
      throw new Error('Python 3.11 or later is needed for the tests: install python3 and run npm test again');
    await run(program, ['-m', 'venv', folder]);
  }
  const python = path.join(folder, 'bin', 'python');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run(python, [...pip, '-r', path.join(models, 'requirements-test.txt')]);
  await run(python, [path.join(models, 'install_torch.py')]);
  // `.venv/bin/weir-models` runs the sources as they stand.
  await run(python, [...pip, '--no-deps', '--no-build-isolation', '--editable', models]);
  await writeFile(stamp, wanted);
}

/** Other checks run meanwhile. */
async function run(program, args) {
  await promisify(execFile)(program, args, { maxBuffer: 64 * 1024 * 1024 }).catch(({ message, stdout, stderr }) => {
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout ?? message}${stderr ?? ''}`);
  });
}
