// `npm test`: sets up what the checks need, runs every check, and ends with the line "N passed, N failed".
//   node scripts/check.mjs              everything
//   node scripts/check.mjs lint         only the checks that run no product code
//   node scripts/check.mjs jest pytest  only the named steps
import { spawn } from 'node:child_process';
import { readFile, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium } from './chromium.mjs';
import { prometheusServer } from './prometheus-server.mjs';
import { pythonEnvironment } from './python-environment.mjs';
import { redisServer } from './redis-server.mjs';

const root = path.resolve(import.meta.dirname, '..');
const reports = path.join(root, 'node_modules', '.cache', 'check');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const venv = (name) => path.join(root, '.venv', 'bin', name);

/** One check: `run` resolves with how many of its tests passed and failed (a lint step is one test). */
const lint = (name, command, args, needs = []) => ({ name, kind: 'lint', needs, run: () => pass(command, args) });
const eslint = (name, args) =>
  lint(name, bin('eslint'), [...args, '--cache', '--cache-location', `node_modules/.cache/${name}/`]);
const steps = [
  lint('build', 'node', ['scripts/build.mjs']),
  {
    name: 'python-environment',
    kind: 'setup',
    needs: [],
    run: () => pythonEnvironment(root).then(() => one(true, '')),
  },
  {
    name: 'redis',
    kind: 'setup',
    needs: [],
    run: () => redisServer(root).then((version) => one(true, version)),
  },
  {
    name: 'prometheus',
    kind: 'setup',
    needs: [],
    run: () => prometheusServer(root).then((version) => one(true, version)),
  },
  {
    name: 'chromium',
    kind: 'setup',
    needs: [],
    run: () => chromium().then((place) => one(true, place)),
  },
  {
    name: 'opensearch-server',
    kind: 'setup',
    needs: [],
    run: () => pass('infra/opensearch/dev', ['assemble']),
  },
  lint('types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']),
  lint('types-console', bin('tsc'), ['--noEmit', '-p', 'apps/console']),
  // The console is a program of its own: types of the one are not read for the other.
  eslint('eslint', ['apps', 'libs', 'test', '--ignore-pattern', 'apps/console/**']),
  eslint('eslint-console', ['apps/console']),
  lint('prettier', bin('prettier'), ['--check', '.']),
  lint('architecture', bin('depcruise'), ['apps', 'libs', 'test', '--config', '.dependency-cruiser.cjs']),
  lint('unused', bin('knip'), []),
  lint('protos', bin('buf'), ['lint']),
  lint('protos-breaking', bin('buf'), ['breaking', '--against', 'libs/contracts/baseline.binpb']),
  lint('generated', 'node', ['scripts/generate.mjs', '--check'], ['build']),
  { name: 'lockfile', kind: 'lint', needs: [], run: lockfileHasNoAddresses },
  lint('ruff', venv('ruff'), ['check', 'models', 'test'], ['python-environment']),
  lint('ruff-format', venv('ruff'), ['format', '--check', 'models', 'test'], ['python-environment']),
  lint('pyright', bin('pyright'), ['-p', 'models', '--pythonpath', venv('python')], ['python-environment']),
  {
    name: 'jest',
    kind: 'test',
    needs: ['build', 'python-environment', 'redis', 'prometheus', 'chromium', 'opensearch-server'],
    run: () => jest('jest', { without: alone, workers: Math.max(1, os.cpus().length) }),
  },
  { name: 'pytest', kind: 'test', needs: ['build', 'python-environment'], run: pytest },
  {
    name: 'load-and-faults',
    kind: 'load',
    needs: ['build', 'redis', 'opensearch-server'],
    run: () => jest('load-and-faults', { only: alone, workers: 1 }),
  },
];

/**
 * Suites that ask for all that the machine can do, or change its network (browsers then break off what they load): they
 * run after the others, one at a time.
 */
const alone = ['test/chaos/processes', 'test/chaos/standalone', 'test/e2e/overload', 'test/e2e/soak'];

const one = (ok, output) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output });

function command(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: `${program}: ${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function pass(program, args) {
  const { code, output } = await command(program, args);
  return one(code === 0, output);
}

async function lockfileHasNoAddresses() {
  const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
  const named = Object.entries(lock.packages).filter(
    ([, entry]) => typeof entry.resolved === 'string' && /^https?:/.test(entry.resolved),
  );
  return one(named.length === 0, named.map(([name]) => `${name} records a download address`).join('\n'));
}

async function jest(name, { only = [], without = [], workers }) {
  const report = path.join(reports, `${name}.json`);
  const ignored = ['/dist/', '/node_modules/', ...without].map((each) => `--testPathIgnorePatterns=${each}`);
  const args = [bin('jest'), ...only, ...ignored, '--json', `--outputFile=${report}`, '--maxWorkers', String(workers)];
  const { code, output } = await command('node', args);
  const result = JSON.parse(await readFile(report, 'utf8'));
  // A suite that does not even load has no failed test of its own: it counts as one.
  const failed = Math.max(result.numFailedTests + result.numRuntimeErrorTestSuites, code === 0 ? 0 : 1);
  return { passed: result.numPassedTests, failed, skipped: result.numPendingTests + result.numTodoTests, output };
}

async function pytest() {
  const report = path.join(reports, 'pytest.xml');
  const { code, output } = await command(venv('python'), [
    '-m',
    'pytest',
    '-q',
    `--junitxml=${report}`,
    'models/tests',
    'test/python',
  ]);
  const xml = await readFile(report, 'utf8');
  const count = (name) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(xml)?.[1] ?? 0);
  const failed = Math.max(count('failures') + count('errors'), code === 0 ? 0 : 1);
  return {
    passed: count('tests') - count('failures') - count('errors') - count('skipped'),
    failed,
    skipped: count('skipped'),
    output,
  };
}

function chosen(names) {
  if (names.length === 0) return steps;
  const wanted = new Set(
    steps
      .filter((step) => names.includes(step.name) || (names.includes('lint') && step.kind === 'lint'))
      .map((step) => step.name),
  );
  const unknown = names.filter((name) => name !== 'lint' && !steps.some((step) => step.name === name));
  if (unknown.length > 0)
    throw new Error(
      `no step is called ${unknown.join(', ')}; the steps are ${steps.map((step) => step.name).join(', ')}`,
    );
  return steps.filter(
    (step) => wanted.has(step.name) || steps.some((other) => wanted.has(other.name) && other.needs.includes(step.name)),
  );
}

/**
 * Calls `each` for every step when those that it needs are done: what is set up at once, as it is mostly waited for, checks
 * that only read two at a time, then the tests together, then by itself what wants the machine for itself.
 */
async function inOrder(todo, each) {
  const isTest = (step) => step.kind === 'test' || step.kind === 'load';
  const readers = todo.filter((step) => !isTest(step));
  const started = new Map();
  const start = (step) => {
    if (!started.has(step)) {
      const before = readers.filter((other) => step.needs.includes(other.name)).map(start);
      started.set(
        step,
        Promise.all(before).then(() => each(step)),
      );
    }
    return started.get(step);
  };
  const setUp = readers.filter(({ kind }) => kind === 'setup').map(start);
  let next = 0;
  const worker = async () => {
    while (next < readers.length) await start(readers[next++]);
  };
  await Promise.all([...setUp, ...Array.from({ length: Math.min(2, os.cpus().length) }, worker)]);
  await Promise.all(todo.filter(({ kind }) => kind === 'test').map(each));
  for (const step of todo.filter(({ kind }) => kind === 'load')) await each(step);
}

async function main() {
  await mkdir(reports, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  await inOrder(chosen(process.argv.slice(2)), async (step) => {
    const start = performance.now();
    const result = await step.run().catch((error) => one(false, String(error?.stack ?? error)));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    for (const key of Object.keys(total)) total[key] += result[key];
    const counts = `${result.passed} passed, ${result.failed} failed${result.skipped > 0 ? `, ${result.skipped} skipped` : ''}`;
    console.log(`${result.failed === 0 ? 'ok  ' : 'FAIL'} ${step.name.padEnd(20)} ${seconds.padStart(6)} s  ${counts}`);
    if (result.failed > 0) {
      failures.push(step.name);
      console.log(result.output.slice(-20_000));
    }
  });
  if (failures.length > 0) console.log(`\nfailed: ${failures.join(', ')}`);
  console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

await main();
