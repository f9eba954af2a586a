import { spawnSync } from 'node:child_process';

/** Runs a program in a folder and gives its output; throws with its errors if it fails. */
export function run(program, args, folder) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${error?.message ?? ''}${stdout}${stderr}`);
  return stdout;
}
